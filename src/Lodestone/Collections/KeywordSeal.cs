using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace Lodestone;

/// <summary>Says which files a saved keyword index is made of, so that one of another index is told by more than its own checksum.</summary>
/// <remarks>
/// A file's checksum stands at its end and is verified when the index is opened; here it is remembered outside. Files of the index are
/// written once and never under the same name again, so one that is listed is as listed or foreign. One that is not listed was written
/// by a save that a crash cut off before it was sealed, and is judged by its own checksum alone.
/// </remarks>
internal static class KeywordSeal
{
    private const int ChecksumBytes = 8;

    /// <summary>Seals the files that are in the folder now. No one may be writing to it.</summary>
    public static void Write(string seal, string folder)
    {
        var lines = Directory.EnumerateFiles(folder).Where(IsContent).Order(StringComparer.Ordinal)
            .Select(file => $"{Path.GetFileName(file)} {Mark(file)}\n");
        var text = string.Concat(lines);
        var unfinished = seal + ".new";
        using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(Encoding.UTF8.GetBytes(text + Checksum(text)));
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, seal, overwrite: true);
    }

    /// <summary>Why the folder's files are not those that were sealed; null when they are, or nothing was sealed yet.</summary>
    public static string? Problem(string seal, string folder)
    {
        if (!File.Exists(seal))
            return null;
        var text = File.ReadAllText(seal);
        var end = text.LastIndexOf('\n') + 1;
        if (text[end..] != Checksum(text[..end]))
            return $"the list of its files, '{seal}', is damaged";
        foreach (var line in text[..end].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var file = Path.Combine(folder, line[..line.IndexOf(' ', StringComparison.Ordinal)]);
            if (File.Exists(file) && $"{Path.GetFileName(file)} {Mark(file)}" != line)
                return $"'{file}' is a file of another index";
        }

        return null;
    }

    // A hint for network drives, rewritten by every save, and a lock.
    private static bool IsContent(string file) => Path.GetFileName(file) is not ("segments.gen" or "writer.lock");

    private static string Mark(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        Span<byte> end = stackalloc byte[ChecksumBytes];
        file.Seek(-Math.Min(ChecksumBytes, file.Length), SeekOrigin.End);
        var read = file.ReadAtLeast(end, ChecksumBytes, throwOnEndOfStream: false);
        return string.Create(CultureInfo.InvariantCulture, $"{file.Length} {Convert.ToHexStringLower(end[..read])}");
    }

    private static string Checksum(string text) => Convert.ToHexStringLower(XxHash3.Hash(Encoding.UTF8.GetBytes(text)));
}
