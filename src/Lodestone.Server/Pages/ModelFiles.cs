using System.Collections.Frozen;
using Lodestone.Encoders;

namespace Lodestone.Server.Pages;

/// <summary>The files of the bundled models for encoders in the browser: the files that SHA256SUMS lists, and no others.</summary>
internal sealed class ModelFiles
{
    private const string List = "SHA256SUMS";
    private readonly Lazy<FrozenDictionary<string, string>> _sums = new(Read);

    /// <summary>Returns a file by its path below the models' folder; null when the list does not have it.</summary>
    /// <exception cref="ModelLoadException">There is no folder of models.</exception>
    public WebFile? Find(string path)
    {
        var file = path == List || _sums.Value.ContainsKey(path) ? WebFile.Find(ModelCatalog.Folder, path) : null;
        return file is not null && SumOf(path) is { } sum ? file with { Tag = WebFile.Tagged(sum) } : file;
    }

    /// <summary>The checksum of a file; null for the list itself.</summary>
    public string? SumOf(string path) => _sums.Value.GetValueOrDefault(path);

    // The form of sha256sum: 64 digits, a space, a space or an asterisk, the path.
    private static FrozenDictionary<string, string> Read() => File.ReadLines(Path.Combine(ModelCatalog.Folder, List))
        .Where(line => line.Length > 66)
        .ToFrozenDictionary(line => line[66..], line => line[..64], StringComparer.Ordinal);
}
