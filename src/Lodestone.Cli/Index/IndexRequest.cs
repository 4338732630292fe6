using Lodestone.Cli.Exits;
using Lodestone.Ingestion;

namespace Lodestone.Cli.Index;

/// <summary>The input of <c>index</c>.</summary>
internal sealed record IndexRequest
{
    public required IReadOnlyList<string> Paths { get; init; }

    public required string Collection { get; init; }

    public required ReadOptions Reading { get; init; }

    public string? BiEncoder { get; init; }

    public Durability Durability { get; init; }

    public bool Rebuild { get; init; }

    public FollowRequest Follow { get; init; } = new();

    /// <summary>The reading options, which exclude the collection itself where it lies within a folder that is read.</summary>
    public ReadOptions ReadingBesideCollection() => Reading with { ExcludedPaths = [.. Reading.ExcludedPaths, Collection] };

    /// <summary>Refuses inconsistent input before a collection is created for it.</summary>
    /// <param name="isRemote">Whether the collection is one of a server.</param>
    public void Validate(bool isRemote = false)
    {
        Follow.Validate(this, isRemote);
        if (Paths.Count == 0 && BiEncoder is null && !Rebuild)
        {
            throw new UsageException(
                "There is nothing to index: no path is given. Name files or folders: lodestone index PATH..." + (isRemote ? "" :
                " Without a path, --bi M re-embeds the collection, and --rebuild rebuilds its indexes."));
        }

        foreach (var path in Paths)
        {
            if (path.Length == 0 || (!File.Exists(path) && !Directory.Exists(path)))
            {
                throw new UsageException(
                    $"'{path}' is neither a file nor a folder (full path '{Path.GetFullPath(path.Length == 0 ? "." : path)}'). No file " +
                    "was read; correct the path.");
            }
        }

        if (Reading.Root is { } root && !Directory.Exists(root))
            throw new UsageException($"--root '{root}' is not a folder. Name the folder to which ids are relative.");
        if (!isRemote && File.Exists(Collection))
        {
            throw new UsageException(
                $"The collection '{Collection}' is a file; a collection is a folder. Name another with --collection.");
        }
    }
}
