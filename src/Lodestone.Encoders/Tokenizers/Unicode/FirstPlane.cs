using System.Globalization;

namespace Lodestone.Encoders.Tokenizers.Unicode;

/// <summary>Copies of texts without surrogates, for an engine that supports only 16-bit characters.</summary>
internal static class FirstPlane
{
    private static readonly Lazy<char[]> StandIns = new(FindStandIns);

    /// <summary>Returns the copy and, for each of its characters and its end, the position in the text.</summary>
    public static (char[] Text, int[] Places) Copy(ReadOnlySpan<char> text)
    {
        char[] copy = new char[text.Length];
        int[] places = new int[text.Length + 1];
        var count = 0;
        for (int i = 0, length; i < text.Length; i += length)
        {
            var value = CharClasses.Read(text, i, out length);
            copy[count] = length == 1 ? (char)value : StandIns.Value[(int)CharUnicodeInfo.GetUnicodeCategory(value)];
            places[count++] = i;
        }
        places[count] = text.Length;
        return (copy[..count], places);
    }

    // The last character of each category is used, because patterns that name characters name those near the beginning.
    private static char[] FindStandIns()
    {
        var result = new char[(int)UnicodeCategory.OtherNotAssigned + 1];
        Array.Fill(result, '\uFFFD');
        for (var value = 0; value < 0xFFFE; value++)
        {
            if (!char.IsSurrogate((char)value))
                result[(int)CharUnicodeInfo.GetUnicodeCategory(value)] = (char)value;
        }
        return result;
    }
}
