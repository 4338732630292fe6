namespace Lodestone.Encoders.Tokenizers.PreTokenizers;

/// <summary>GPT-2's visible characters for the 256 bytes, used in the files of byte-level vocabularies.</summary>
/// <remarks>Printable Latin-1 characters represent themselves; the others are numbered from U+0100 on, so a space is <c>Ġ</c>.</remarks>
internal static class ByteAlphabet
{
    private static readonly char[] Characters = Build();

    public static char Of(byte value) => Characters[value];

    private static char[] Build()
    {
        var result = new char[256];
        var next = '\u0100';
        for (var value = 0; value < 256; value++)
            result[value] = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE) ? (char)value : next++;
        return result;
    }
}
