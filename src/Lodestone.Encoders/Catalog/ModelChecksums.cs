using System.Buffers;
using System.Security.Cryptography;
using Lodestone.Encoders.Files;

namespace Lodestone.Encoders;

/// <summary>Compares the bundled models with their SHA256SUMS.</summary>
public static class ModelChecksums
{
    private static readonly HashSet<string> NotListed = new(StringComparer.Ordinal) { ModelLocation.ChecksumFile, "README.md" };

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Hashes every file of the bundled models.</summary>
    /// <param name="progress">Receives each file after it is hashed; may be null.</param>
    /// <param name="cancellationToken">Honoured between files.</param>
    /// <returns>One entry per file: the listed files in the list's order, then the files that the list lacks.</returns>
    /// <exception cref="ModelLoadException">The folder of models does not exist, or its list cannot be read.</exception>
    public static async Task<IReadOnlyList<FileChecksum>> VerifyAsync(
        IProgress<FileChecksum>? progress = null, CancellationToken cancellationToken = default)
    {
        var folder = ModelCatalog.Folder;
        var list = Path.Combine(folder, ModelLocation.ChecksumFile);
        var lines = await File.ReadAllLinesAsync(list, cancellationToken).ConfigureAwait(false);
        var expected = lines.Where(l => l.Length > 0).Select(l => Parse(l, list)).ToList();
        var listed = expected.Select(e => e.File).ToHashSet(StringComparer.Ordinal);
        expected.AddRange(Present(folder).Where(f => !listed.Contains(f)).Select(f => (f, (string?)null)));

        var results = new List<FileChecksum>(expected.Count);
        foreach (var (file, sum) in expected)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var result = new FileChecksum(file, sum, await HashAsync(Path.Combine(folder, file), cancellationToken).ConfigureAwait(false));
            results.Add(result);
            progress?.Report(result);
        }

        return results;
    }

    private static (string File, string? Sum) Parse(string line, string list)
    {
        // The form of sha256sum: 64 digits, a space, a space or an asterisk, the path.
        var path = line.Length > 66 ? line[66..] : "";
        var inside = path.Length > 0 && !Path.IsPathRooted(path) && !path.Split('/', '\\').Contains("..");
        return inside && line.AsSpan(0, 64).ContainsAnyExcept(HexDigits) is false
            ? (path, line[..64])
            : throw new ModelLoadException(
                ErrorCodes.ModelFileMalformed,
                $"'{list}' has a line that is not '<64 hex digits>  <path below the folder>': '{line}'. Restore the file from the release.",
                list, "<sha256>  <path>", line);
    }

    private static IEnumerable<string> Present(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'))
            .Where(f => !NotListed.Contains(f))
            .Order(StringComparer.Ordinal);

    private static async Task<string?> HashAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            return null;
        ModelFile.Validate(path);
        var stream = File.OpenRead(path);
        await using var open = stream.ConfigureAwait(false);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
    }
}

/// <summary>One file of the bundled models, compared with its published checksum.</summary>
/// <param name="File">The path below the folder of models, with forward slashes.</param>
/// <param name="Expected">The SHA-256 in SHA256SUMS, in lower-case hexadecimal; null for a file that it does not list.</param>
/// <param name="Found">The SHA-256 of the file on disk; null when the file is missing.</param>
public sealed record FileChecksum(string File, string? Expected, string? Found)
{
    /// <summary>Whether the file exists, is listed, and has the listed checksum.</summary>
    public bool Matches => Expected is not null && string.Equals(Expected, Found, StringComparison.OrdinalIgnoreCase);
}
