using System.Text;
using System.Text.Unicode;
using Lodestone.Ingestion.Formats;
using UtfUnknown;

namespace Lodestone.Ingestion.Decoding;

/// <summary>
/// Determines a file's encoding, in this order: by its byte order mark, the caller, validation, its declaration, and likelihood.
/// </summary>
internal static class EncodingChoice
{
    // Below this confidence the detector contradicts itself on short texts; a problem with its reason is better than wrong letters.
    private const float LeastConfidence = 0.5f;

    // Detectors count letters; more than this adds no information.
    private const int DetectorBytes = 1024 * 1024;

    // Control characters other than white space, backspace and escape. Prose has none, logs have a few.
    private const double MostControls = 0.02;

    /// <summary>Returns the encoding of a file.</summary>
    /// <param name="head">The file, or its first bytes.</param>
    /// <param name="complete">Whether <paramref name="head"/> is the whole file; otherwise its last character may be truncated.</param>
    /// <param name="asked">The caller's encoding.</param>
    /// <param name="declared">The encoding that the file declares.</param>
    /// <exception cref="UnreadableException">The file is not text, or its encoding cannot be determined.</exception>
    public static TextEncoding Of(ReadOnlySpan<byte> head, bool complete, Encoding? asked, Encoding? declared = null)
    {
        if (Marked(head) is { } marked)
            return marked;
        if (asked is not null)
            return new TextEncoding(asked, 0, "as the caller asked");
        if (ContentKind.Of(head) is { } kind)
            throw Binary($"it is {kind} by its first bytes", "Give it the extension of its format, or exclude it.");
        if (head.Contains((byte)0))
            return WideEncoding.Of(head) ?? throw Binary("it holds zero bytes");
        ValidateText(head);
        if (!complete)
            head = head[..^CutCharacter(head)];
        var plain = !head.ContainsAnyInRange((byte)0x80, (byte)0xFF);
        if (plain && declared is null && !head.Contains((byte)0x1B))
            return new TextEncoding(TextEncoding.Utf8, 0, "which it is");
        if (!plain && (Utf8.IsValid(head) || IsNearlyUtf8(head)))
            return new TextEncoding(TextEncoding.Utf8, 0, "which it is");
        if (declared is not null)
            return new TextEncoding(declared, 0, "as the file says");
        return Likeliest(head[..Math.Min(head.Length, DetectorBytes)], plain);
    }

    private static TextEncoding? Marked(ReadOnlySpan<byte> head)
    {
        const string how = "by its byte order mark";
        return head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? new(TextEncoding.Utf8, 3, how)
            : head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) ? new(Encoding.UTF32, 4, how)
            : head.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]) ? new(new UTF32Encoding(true, true), 4, how)
            : head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? new(Encoding.Unicode, 2, how)
            : head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? new(Encoding.BigEndianUnicode, 2, how)
            : null;
    }

    private static void ValidateText(ReadOnlySpan<byte> head)
    {
        var controls = 0;
        foreach (var b in head)
        {
            if (b is < 0x20 and not ((>= 0x08 and <= 0x0D) or 0x1B) or 0x7F)
                controls++;
        }

        if (controls > head.Length * MostControls)
            throw Binary(FormattableString.Invariant($"{100.0 * controls / head.Length:0.#}% of it are control characters"));
    }

    private static UnreadableException Binary(string found) => Binary(
        $"{found}: it is a binary file under a text file's name", "Exclude it, or give the format it is in.");

    private static UnreadableException Binary(string found, string remedy) =>
        new(ReadProblemKind.Binary, $"It was to be read as text, but {found}. {remedy}");

    /// <summary>Returns the number of bytes at the end that begin a UTF-8 character without completing it.</summary>
    private static int CutCharacter(ReadOnlySpan<byte> head)
    {
        for (var back = 1; back <= Math.Min(3, head.Length); back++)
        {
            var b = head[^back];
            if ((b & 0xC0) != 0x80)
                return b >= 0xF0 ? (back < 4 ? back : 0) : b >= 0xE0 ? (back < 3 ? back : 0) : b >= 0xC0 ? (back < 2 ? back : 0) : 0;
        }

        return 0;
    }

    /// <summary>Keeps one damaged byte from turning a whole UTF-8 file into another alphabet.</summary>
    private static bool IsNearlyUtf8(ReadOnlySpan<byte> head)
    {
        var (valid, invalid) = (0, 0);
        while (!head.IsEmpty)
        {
            var ascii = head.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (ascii < 0)
                break;
            head = head[ascii..];
            if (Rune.DecodeFromUtf8(head, out _, out var length) == System.Buffers.OperationStatus.Done)
                valid++;
            else
                invalid++;
            head = head[length..];
        }

        return valid >= 20 * invalid;
    }

    private static TextEncoding Likeliest(ReadOnlySpan<byte> head, bool plain)
    {
        var found = CharsetDetector.DetectFromBytes(head.ToArray()).Detected;
        if (found is { Confidence: >= LeastConfidence, EncodingName: { } name } && TextEncoding.Named(name) is { } encoding &&
            (plain || encoding.CodePage != Encoding.UTF8.CodePage))
        {
            return new TextEncoding(encoding, 0, FormattableString.Invariant($"the likeliest by its letters ({found.Confidence:0.00})"));
        }

        if (plain)
            return new TextEncoding(TextEncoding.Utf8, 0, "which it is");
        var guess = found is null
            ? "no encoding fits"
            : FormattableString.Invariant($"{found.EncodingName} fits best, at {found.Confidence:0.00}");
        throw new UnreadableException(ReadProblemKind.Malformed, FormattableString.Invariant(
            $"Its encoding cannot be determined: it is not UTF-8, and {guess} where {LeastConfidence:0.00} is required. ") +
            "Save it as UTF-8, or exclude it.");
    }
}
