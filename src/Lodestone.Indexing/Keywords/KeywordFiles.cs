using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using Lucene.Net.Index;

namespace Lodestone.Indexing.Keywords;

/// <summary>Verifies the files of an index before any of their contents are used.</summary>
/// <remarks>
/// Every file ends in 16 bytes: a magic number, zero, and the CRC-32 of everything before (docs/formats/keyword-index.md). All files of the
/// commit in effect are read once at open, so no later search meets a damaged one.
/// </remarks>
internal static class KeywordFiles
{
    public const string LockFile = "writer.lock";
    public const string ManifestFile = "manifest";
    public const string GenerationFile = "segments.gen";
    public const string Format = "lodestone-keywords-3";
    public const string AnalyzerLabel = "analyzer";

    private const string CommitPrefix = "segments_";
    private const uint FooterMark = ~0x3FD76C17u;
    private const int FooterLength = 16;

    public static bool IsCommit(string file) => file.StartsWith(CommitPrefix, StringComparison.Ordinal);

    /// <summary>The manifest in a folder; null when the folder is missing or empty, or has only a writer's lock.</summary>
    public static KeywordManifest? Newest(string folder)
    {
        if (KeywordManifest.Read(folder) is { } manifest)
            return manifest;
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any(f => Path.GetFileName(f) != LockFile))
            throw Unusable(ErrorCodes.IndexVersionUnknown, folder, $"a manifest of '{Format}'", "other files and no manifest");
        return null;
    }

    /// <summary>Reads the commit that a manifest names, and verifies all its files except those verified with an earlier commit.</summary>
    public static KeywordCommit Check(
        KeywordDirectory directory, string folder, KeywordManifest manifest, string analyzer, KeywordManifest? known = null)
    {
        foreach (var (name, stamp) in manifest.Files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            if (known is not null && known.Files.TryGetValue(name, out var before) && before == stamp)
                continue;
            var path = Path.Combine(folder, name);
            if (Fault(path, stamp) is { } fault)
            {
                var expected = FormattableString.Invariant($"a file of {stamp.Length} bytes with checksum {stamp.Checksum:x8}");
                throw Unusable(path, expected, fault);
            }
        }

        var infos = new SegmentInfos();
        infos.Read(directory, manifest.Commit);
        if (infos.GetFiles(directory, true).FirstOrDefault(f => !manifest.Files.ContainsKey(f)) is { } stranger)
            throw Unusable(Path.Combine(folder, stranger), "only files that the manifest names", "a further file");
        var found = infos.UserData.TryGetValue(AnalyzerLabel, out var value) ? value : "nothing";
        if (found != analyzer)
            throw Unusable(ErrorCodes.IndexSettingsDiffer, folder, $"analyzer '{analyzer}'", $"'{found}'");
        return new(directory, manifest, infos);
    }

    /// <summary>Deletes commits that never took effect, left by a killed writer. Needs the lock.</summary>
    public static void Tidy(string folder, KeywordManifest manifest)
    {
        foreach (var path in Directory.EnumerateFiles(folder))
        {
            var name = Path.GetFileName(path);
            if ((IsCommit(name) && name != manifest.Commit) || name == GenerationFile)
                File.Delete(path);
        }
    }

    /// <summary>Copies the files that the manifest names, and then the manifest, without which they are no index.</summary>
    public static void Copy(string folder, string target, IProgress<long>? copied, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(target);
        var manifest = Newest(folder) ?? throw Unusable(folder, "an index", "no manifest");
        foreach (var (name, stamp) in manifest.Files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            var path = Path.Combine(folder, name);
            if (!File.Exists(path))
                throw Unusable(path, "a file that the manifest names", "no file");
            using var file = FileCopy.Open(path);
            if (file.Length != stamp.Length)
            {
                throw Unusable(
                    path, FormattableString.Invariant($"{stamp.Length} bytes"), FormattableString.Invariant($"{file.Length} bytes"));
            }

            FileCopy.Write(file, Path.Combine(target, name), file.Length, copied, cancellationToken);
        }

        manifest.Write(target);
    }

    public static IndexFormatException Unusable(string path, string expected, string found, Exception? inner = null) =>
        Unusable(ErrorCodes.IndexDamaged, path, expected, found, inner);

    public static IndexFormatException Unusable(
        string code, string path, string expected, string found, Exception? inner = null) =>
        new(
            code,
            $"The keyword index at '{path}' cannot be used: expected {expected}, found {found}. Delete its folder and build it again.",
            path, expected, found, inner);

    /// <summary>Classifies an error at opening; null when the error is already classified.</summary>
    public static Exception? Explain(string folder, Exception e) =>
        IsAboutContent(e) ? Unusable(folder, "an index that can be read", e.Message, e)
        : e is IOException or UnauthorizedAccessException ? Unreachable(folder, e)
        : null;

    /// <summary>An error of the machine or the file system, reported as one.</summary>
    public static Exception Unreachable(string folder, Exception e)
    {
        var message = $"The keyword index in '{folder}' could not be opened: {e.Message} " +
            "Its files were not found at fault. Correct the cause and open it again.";
        // The number tells a full disk from other faults.
        return e is UnauthorizedAccessException
            ? new UnauthorizedAccessException(message, e)
            : new IOException(message, e) { HResult = e.HResult };
    }

    // A full disk, a missing permission or a missing assembly does not mean that the index is damaged, so it must not be deleted for it.
    private static bool IsAboutContent(Exception e) => e is CorruptIndexException
        or IndexFormatTooOldException or IndexFormatTooNewException or EndOfStreamException
        or ArgumentException or IndexOutOfRangeException or ArithmeticException or FormatException
        or NullReferenceException or KeyNotFoundException or InvalidCastException or InvalidDataException;

    private static string? Fault(string path, KeywordManifest.FileStamp expected)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 18);
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
            var left = file.Length - 8;
            if (file.Length != expected.Length || left < FooterLength - 8)
                return FormattableString.Invariant($"{file.Length} bytes");
            var crc = new Crc32();
            while (left > 0)
            {
                // The magic number is read in one block with the zeros after it.
                var part = buffer.AsSpan(0, (int)(left <= 1 << 18 ? left : Math.Min(left - 8, 1 << 18)));
                file.ReadExactly(part);
                crc.Append(part);
                left -= part.Length;
                if (left == 0 && BinaryPrimitives.ReadUInt32BigEndian(part[^8..]) != FooterMark)
                    return "another ending";
            }
            file.ReadExactly(buffer.AsSpan(0, 8));
            var sum = crc.GetCurrentHashAsUInt32();
            return BinaryPrimitives.ReadUInt64BigEndian(buffer) == sum && sum == expected.Checksum
                ? null
                : FormattableString.Invariant($"checksum {sum:x8}");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return "no file";
        }
        catch (EndOfStreamException)
        {
            return "a truncated file";
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
