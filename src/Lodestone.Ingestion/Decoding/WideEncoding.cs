using System.Globalization;
using System.Text;

namespace Lodestone.Ingestion.Decoding;

/// <summary>Recognises UTF-16 without a byte order mark.</summary>
internal static class WideEncoding
{
    private const int SampleBytes = 64 * 1024;

    // Zero bytes are either half of a wide character or binary data, and text has no U+0000, unassigned characters or lone surrogates.
    public static TextEncoding? Of(ReadOnlySpan<byte> head)
    {
        var sample = head[..(Math.Min(head.Length, SampleBytes) & ~1)];
        var (little, big) = (Familiar(sample, bigEndian: false), Familiar(sample, bigEndian: true));
        return little < 0 && big < 0 ? null
            : little >= big ? new TextEncoding(Encoding.Unicode, 0, "recognised without a byte order mark")
            : new TextEncoding(Encoding.BigEndianUnicode, 0, "recognised without a byte order mark");
    }

    /// <summary>Returns the share of ASCII in the text; -1 when it is not text.</summary>
    private static double Familiar(ReadOnlySpan<byte> sample, bool bigEndian)
    {
        string text;
        try
        {
            var strict = new UnicodeEncoding(bigEndian, byteOrderMark: false, throwOnInvalidBytes: true);
            text = strict.GetString(WithoutCutPair(sample, bigEndian));
        }
        catch (DecoderFallbackException)
        {
            return -1;
        }

        var (ascii, strange) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == 0)
                return -1;
            if (rune.IsAscii && (!Rune.IsControl(rune) || Rune.IsWhiteSpace(rune)))
                ascii++;
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse
                or UnicodeCategory.Control)
                strange++;
        }

        return text.Length == 0 || strange > text.Length * 0.02 ? -1 : (double)ascii / text.Length;
    }

    private static ReadOnlySpan<byte> WithoutCutPair(ReadOnlySpan<byte> sample, bool bigEndian)
    {
        if (sample.Length < 2)
            return sample;
        var last = bigEndian ? sample[^2] : sample[^1];
        return last is >= 0xD8 and <= 0xDB ? sample[..^2] : sample;
    }
}
