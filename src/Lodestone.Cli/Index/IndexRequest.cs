using Lodestone.Cli.Exits;
using Lodestone.Ingestion;

namespace Lodestone.Cli.Index;

/// <summary>What <c>index</c> was asked to do.</summary>
internal sealed record IndexRequest
{
    public required IReadOnlyList<string> Paths { get; init; }

    public required string Collection { get; init; }

    public required ReadOptions Reading { get; init; }

    public string? BiEncoder { get; init; }

    public Durability Durability { get; init; }

    public bool Rebuild { get; init; }

    /// <summary>What is read, without the collection itself where it lies within a folder that is read.</summary>
    public ReadOptions ReadingBesideCollection()
    {
        var collection = Path.GetFullPath(Collection);
        var inside = Paths
            .Select(p => Path.GetRelativePath(p, collection))
            .Where(p => p != "." && !p.StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(p))
            .Select(p => p.Replace(Path.DirectorySeparatorChar, '/') + "/**");
        return Reading with { Exclude = [.. Reading.Exclude, .. inside] };
    }

    /// <summary>Refuses what cannot be meant, before a collection is made for it.</summary>
    public void Validate()
    {
        if (Paths.Count == 0 && BiEncoder is null && !Rebuild)
        {
            throw new UsageException(
                "There is nothing to index: no path is given. Name files or folders: lodestone index PATH... Without one, --bi M embeds " +
                "what is there anew, and --rebuild builds the indexes anew.");
        }

        foreach (var path in Paths)
        {
            if (path.Length == 0 || (!File.Exists(path) && !Directory.Exists(path)))
            {
                throw new UsageException(
                    $"'{path}' is neither a file nor a folder: looked for '{Path.GetFullPath(path.Length == 0 ? "." : path)}'. Nothing " +
                    "was read; correct the path.");
            }
        }

        if (Reading.Root is { } root && !Directory.Exists(root))
            throw new UsageException($"--root '{root}' is not a folder. Give the folder that ids are to be relative to.");
        if (File.Exists(Collection))
        {
            throw new UsageException(
                $"The collection '{Collection}' is a file; a collection is kept in a folder. Name another with --collection.");
        }
    }
}
