using System.Runtime.InteropServices;
using System.Text;

namespace Lodestone.Ingestion.Readers.Rtf;

/// <summary>Decodes the bytes of a text by the character set of their font.</summary>
internal sealed class RtfFonts
{
    private const int MaxFonts = 10_000;
    private const int Utf8 = 65_001;

    // A font of symbols: its bytes are pictures, such as the dot before an item of a list.
    private const int Symbols = -1;

    // The font Symbol from "@" on, whose letters are Greek.
    private const string Greek =
        "\u2245\u0391\u0392\u03A7\u0394\u0395\u03A6\u0393\u0397\u0399\u03D1\u039A\u039B\u039C\u039D\u039F" +
        "\u03A0\u0398\u03A1\u03A3\u03A4\u03A5\u03C2\u03A9\u039E\u03A8\u0396[\u2234]\u22A5_" +
        " \u03B1\u03B2\u03C7\u03B4\u03B5\u03C6\u03B3\u03B7\u03B9\u03D5\u03BA\u03BB\u03BC\u03BD\u03BF" +
        "\u03C0\u03B8\u03C1\u03C3\u03C4\u03C5\u03D6\u03C9\u03BE\u03C8\u03B6{|}~";

    // The font Symbol from 0xA0 on, without its dot of lists and the parts of large brackets.
    private const string Signs =
        "\u20AC\u03D2\u2032\u2264\u2044\u221E\u0192\u2663\u2666\u2665\u2660\u2194\u2190\u2191\u2192\u2193" +
        "\u00B0\u00B1\u2033\u2265\u00D7\u221D\u2202 \u00F7\u2260\u2261\u2248\u2026|\u2014\u21B5" +
        "\u2135\u2111\u211C\u2118\u2297\u2295\u2205\u2229\u222A\u2283\u2287\u2284\u2282\u2286\u2208\u2209" +
        "\u2220\u2207\u00AE\u00A9\u2122\u220F\u221A\u22C5\u00AC\u2227\u2228\u21D4\u21D0\u21D1\u21D2\u21D3" +
        "\u25CA\u2329\u00AE\u00A9\u2122\u2211";

    private readonly Dictionary<int, int> _pages = [];
    private readonly HashSet<int> _greek = [];
    private readonly Dictionary<int, Encoding> _encodings = [];
    private readonly List<byte> _bytes = [];

    /// <summary>The code page of text in fonts without a character set.</summary>
    public int Page { get; set; } = 1252;

    /// <summary>The font that is being defined, or whose text follows.</summary>
    public int Font { get; set; }

    /// <summary>Sets the character set of the current font.</summary>
    public void Define(int charset)
    {
        if (_pages.Count < MaxFonts && PageOf(charset) is { } page)
            _pages[Font] = page;
    }

    /// <summary>Takes the name of the font that is being defined.</summary>
    public void Name(string name)
    {
        if (_greek.Count < MaxFonts && name.StartsWith("Symbol", StringComparison.OrdinalIgnoreCase))
            _greek.Add(Font);
    }

    public void Add(byte text) => _bytes.Add(text);

    /// <summary>Returns a character of a font of symbols; empty for a picture.</summary>
    public string Symbol(byte code) => !_greek.Contains(Font) ? "" : code switch
    {
        >= (byte)'@' and <= (byte)'~' => Greek[code - '@'].ToString(),
        < (byte)'@' => ((char)code).ToString(),
        >= 0xA0 when code - 0xA0 < Signs.Length && Signs[code - 0xA0] != ' ' => Signs[code - 0xA0].ToString(),
        0xF1 => "\u232A",
        0xF2 => "\u222B",
        _ => "",
    };

    /// <summary>Returns the text of the bytes since the last call.</summary>
    /// <param name="isName">Whether it is the name of a font, which is not written in it.</param>
    public string Take(bool isName)
    {
        if (_bytes.Count == 0)
            return "";
        var page = isName ? Page : _pages.GetValueOrDefault(Font, Page);
        var text = page == Symbols ? string.Concat(_bytes.Select(Symbol)) : Of(page).GetString(CollectionsMarshal.AsSpan(_bytes));
        _bytes.Clear();
        return text;
    }

    private Encoding Of(int page)
    {
        if (!_encodings.TryGetValue(page, out var encoding))
        {
            // The provider is used directly: registering it would change encodings for the whole process.
            encoding = page == Utf8 ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(Math.Max(0, page));
            _encodings[page] = encoding ??= CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        }

        return encoding;
    }

    private static int? PageOf(int charset) => charset switch
    {
        2 => Symbols,
        77 => 10000,
        128 => 932,
        129 => 949,
        130 => 1361,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        255 => 437,
        _ => null,
    };
}
