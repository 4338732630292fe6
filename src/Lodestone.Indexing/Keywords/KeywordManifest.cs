using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace Lodestone.Indexing.Keywords;

/// <summary>The commit in effect, and the length and checksum of each of its files (docs/formats/keyword-index.md).</summary>
/// <remarks>
/// Lucene's files do not name their index; the manifest detects an undamaged file of the same name from another index. The manifest is
/// replaced by renaming, so the replacement is atomic.
/// </remarks>
internal sealed class KeywordManifest
{
    private const string NewFile = KeywordFiles.ManifestFile + ".new";
    private const string FormatFamily = "lodestone-keywords-";
    private const int MostBytes = 1 << 22;

    private KeywordManifest(string commit, Dictionary<string, FileStamp> files)
    {
        Commit = commit;
        Files = files;
    }

    /// <summary>The name of the commit's own file, which is one of the files.</summary>
    public string Commit { get; }

    public IReadOnlyDictionary<string, FileStamp> Files { get; }

    /// <summary>Reads the manifest of a folder; null when it has none.</summary>
    public static KeywordManifest? Read(string folder)
    {
        var path = Path.Combine(folder, KeywordFiles.ManifestFile);
        byte[] bytes;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
            if (file.Length > MostBytes)
                throw KeywordFiles.Unusable(path, "a manifest", FormattableString.Invariant($"{file.Length} bytes"));
            bytes = new byte[file.Length];
            file.ReadExactly(bytes);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (EndOfStreamException e)
        {
            throw KeywordFiles.Unusable(path, "a complete manifest", "a truncated one", e);
        }
        var first = Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, KeywordFiles.Format.Length)));
        if (first != KeywordFiles.Format && first.StartsWith(FormatFamily, StringComparison.Ordinal))
            throw KeywordFiles.Unusable(ErrorCodes.IndexVersionUnknown, path, $"a manifest of '{KeywordFiles.Format}'", $"'{first}'");
        return Parse(bytes) ?? throw KeywordFiles.Unusable(path, "a manifest with its checksum", "different content");
    }

    /// <summary>Creates the manifest of a commit; the entries of files in the previous manifest are reused.</summary>
    public static KeywordManifest Of(string folder, string commit, IEnumerable<string> files, KeywordManifest? before) =>
        new(commit, files.ToDictionary(
            f => f,
            f => before is not null && before.Files.TryGetValue(f, out var known) ? known : FileStamp.Read(Path.Combine(folder, f)),
            StringComparer.Ordinal));

    public void Write(string folder)
    {
        var path = Path.Combine(folder, NewFile);
        using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1))
        {
            file.Write(ToBytes());
            file.Flush(flushToDisk: true);
        }
        File.Move(path, Path.Combine(folder, KeywordFiles.ManifestFile), overwrite: true);
    }

    /// <summary>Whether both name the same commit of the same index.</summary>
    public bool Equals(KeywordManifest? other) => other is not null && ToBytes().AsSpan().SequenceEqual(other.ToBytes());

    public override bool Equals(object? obj) => Equals(obj as KeywordManifest);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Commit);

    /// <summary>Whether every file name that both manifests have refers to the same content.</summary>
    public bool Continues(KeywordManifest other) =>
        Commit != other.Commit && Files.All(f => !other.Files.TryGetValue(f.Key, out var theirs) || theirs == f.Value);

    private byte[] ToBytes()
    {
        var text = new StringBuilder();
        text.Append(KeywordFiles.Format).Append('\n').Append(Commit).Append('\n');
        foreach (var (name, stamp) in Files.OrderBy(f => f.Key, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"{stamp.Length} {stamp.Checksum:x8} {name}\n");
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        return [.. bytes, .. Encoding.ASCII.GetBytes(Crc32.HashToUInt32(bytes).ToString("x8", CultureInfo.InvariantCulture)), (byte)'\n'];
    }

    private static KeywordManifest? Parse(byte[] bytes)
    {
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        if (lines.Length < 5 || lines[0] != KeywordFiles.Format)
            return null;
        var files = new Dictionary<string, FileStamp>(StringComparer.Ordinal);
        foreach (var line in lines[2..^2])
        {
            var parts = line.Split(' ', 3);
            if (parts.Length != 3 || parts[2] != Path.GetFileName(parts[2]) || parts[2].Length == 0 ||
                !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var length) ||
                !uint.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var checksum) ||
                !files.TryAdd(parts[2], new(length, checksum)))
            {
                return null;
            }
        }
        var manifest = new KeywordManifest(lines[1], files);
        return files.ContainsKey(lines[1]) && manifest.ToBytes().AsSpan().SequenceEqual(bytes) ? manifest : null;
    }

    /// <summary>The identity of a file: its length in bytes, and the checksum in its last four.</summary>
    internal readonly record struct FileStamp(long Length, uint Checksum)
    {
        public static FileStamp Read(string path)
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> end = stackalloc byte[4];
            var length = RandomAccess.GetLength(file);
            return length < 4 || RandomAccess.Read(file, end, length - 4) != 4
                ? throw new InvalidDataException($"'{path}' was written without its checksum.")
                : new(length, BinaryPrimitives.ReadUInt32BigEndian(end));
        }
    }
}
