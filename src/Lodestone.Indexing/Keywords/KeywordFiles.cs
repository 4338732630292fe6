using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using Lucene.Net.Index;
using Directory = Lucene.Net.Store.Directory;

namespace Lodestone.Indexing;

/// <summary>Checks the files of an index before anything in them is believed.</summary>
/// <remarks>
/// Every file ends in 16 bytes: a mark, zero, and the CRC-32 of all before (docs/formats/keyword-index.md). All files of the newest whole
/// commit are read through once at open, so no later search meets a damaged one.
/// </remarks>
internal static class KeywordFiles
{
    public const string LockFile = "writer.lock";
    public const string Format = "lodestone-keywords-1";
    public const string FormatLabel = "format";
    public const string AnalyzerLabel = "analyzer";
    public const string Own = "label:";

    private const uint FooterMark = ~0x3FD76C17u;
    private const int FooterLength = 16;

    /// <summary>The file of the newest whole commit; null when the folder has no index and no part of one.</summary>
    public static string? Newest(string folder)
    {
        var files = System.IO.Directory.Exists(folder)
            ? System.IO.Directory.GetFiles(folder).Select(f => Path.GetFileName(f)).Where(f => f != LockFile).ToArray()
            : [];
        if (files.Length == 0)
            return null;
        // A commit that a killed writer left half written has no checksum yet; the one before it is still there and is whole.
        return files.Where(f => f.StartsWith("segments_", StringComparison.Ordinal))
            .OrderByDescending(f => f.Length).ThenByDescending(f => f, StringComparer.Ordinal)
            .FirstOrDefault(f => Fault(Path.Combine(folder, f)) is null)
            ?? throw Unusable(folder, "a commit with its checksum", "none");
    }

    /// <summary>The newest commit, with all its files checked but those known to be whole; null when there is no index.</summary>
    public static SegmentInfos? Check(Directory directory, string folder, string analyzer, ICollection<string>? known = null)
    {
        if (Newest(folder) is not { } name)
            return null;
        try
        {
            var infos = new SegmentInfos();
            infos.Read(directory, name);
            Expect(folder, infos.UserData, FormatLabel, Format);
            Expect(folder, infos.UserData, AnalyzerLabel, analyzer);
            foreach (var file in infos.GetFiles(directory, true).Except(known ?? []).Order(StringComparer.Ordinal))
            {
                if (Fault(Path.Combine(folder, file)) is { } fault)
                    throw Unusable(Path.Combine(folder, file), "a file with its checksum", fault);
            }
            return infos;
        }
        catch (Exception e) when (IsAboutContent(e))
        {
            throw Unusable(Path.Combine(folder, name), "a commit that can be read", e.Message, e);
        }
    }

    /// <summary>Whether an exception out of the index's reader can only mean that the files are not what they should be.</summary>
    public static bool IsAboutContent(Exception e) => e is not (IndexFormatException or IndexLockedException or OutOfMemoryException
        or UnauthorizedAccessException or ObjectDisposedException or OperationCanceledException);

    public static IndexFormatException Unusable(string path, string expected, string found, Exception? inner = null) =>
        new($"The keyword index at '{path}' cannot be used: expected {expected}, found {found}. Delete its folder and build it again.",
            path, expected, found, inner);

    private static void Expect(string folder, IDictionary<string, string> data, string label, string expected)
    {
        var found = data.TryGetValue(label, out var value) ? value : "nothing";
        if (found != expected)
            throw Unusable(folder, $"{label} '{expected}'", $"'{found}'");
    }

    private static string? Fault(string path)
    {
        if (!File.Exists(path))
            return "no file";
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        var left = file.Length - 8;
        if (left < FooterLength - 8)
            return FormattableString.Invariant($"{file.Length} bytes");
        var crc = new Crc32();
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 18);
        try
        {
            Span<byte> end = stackalloc byte[8];
            while (left > 0)
            {
                var part = buffer.AsSpan(0, (int)Math.Min(left, 1 << 18));
                file.ReadExactly(part);
                crc.Append(part);
                left -= part.Length;
                if (left == 0 && (part.Length < 8 || BinaryPrimitives.ReadUInt32BigEndian(part[^8..]) != FooterMark))
                    return "another ending";
            }
            file.ReadExactly(end);
            return BinaryPrimitives.ReadUInt64BigEndian(end) == crc.GetCurrentHashAsUInt32() ? null : "another checksum";
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
