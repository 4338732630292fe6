using System.Globalization;
using System.Text;

namespace Lodestone.CrashDriver;

/// <summary>PDFs that are made to hurt, each with what reading it must come to.</summary>
public static class HostilePdf
{
    /// <summary>By name: the objects, and the kind of problem; null where the text is read.</summary>
    public static IReadOnlyDictionary<string, (PdfBuilder Pdf, ReadProblemKind? Problem)> All { get; } = Cases().ToDictionary(c =>
        c.Name, c => (c.Pdf, c.Problem));

    private static IEnumerable<(string Name, PdfBuilder Pdf, ReadProblemKind? Problem)> Cases() =>
        [.. References(), .. Trees(), .. Forms(), .. Letters(), .. Fonts(), .. Streams(), .. Unread()];

    private static IEnumerable<(string Name, PdfBuilder Pdf, ReadProblemKind? Problem)> References()
    {
        yield return ("reference-to-itself", Chain(6), ReadProblemKind.Malformed);
        yield return ("reference-circle", Chain(7, 8, 6), ReadProblemKind.Malformed);
        yield return ("reference-chain-long", Chain([.. Enumerable.Range(7, 100), 5]), ReadProblemKind.Malformed);
        yield return ("reference-chain-short", Chain(7, 8, 5), null);

        var lengths = PdfBuilder.OnePage(page: "/X 6 0 R");
        lengths.AddRawStream("/Length 7 0 R", "BT ET"u8.ToArray());
        lengths.AddRawStream("/Length 6 0 R", "BT ET"u8.ToArray());
        lengths.Rewrite(b => b.Replace("/Contents 4 0 R", "/Contents 6 0 R", StringComparison.Ordinal));
        yield return ("length-circle", lengths, ReadProblemKind.Malformed);

        var length = PdfBuilder.OnePage();
        length.AddRawStream("/Length 6 0 R", "BT /F1 12 Tf 50 700 Td (Some words.) Tj ET"u8.ToArray());
        length.Rewrite(b => b.Replace("/Contents 4 0 R", "/Contents 6 0 R", StringComparison.Ordinal));
        yield return ("length-of-itself", length, null);

        var info = PdfBuilder.OnePage();
        info.Add("<</Title 6 0 R/Author 6 0 R>>");
        info.Trailer = "/Info 6 0 R";
        yield return ("info-of-itself", info, null);
        var deep = PdfBuilder.OnePage();
        deep.AddOpen(Many("[", 100_000));
        deep.Rewrite(b => b.Replace("/Contents 4 0 R", "/Contents 6 0 R", StringComparison.Ordinal));
        yield return ("deep-array", deep, ReadProblemKind.Malformed);
        yield return ("deep-content", PdfBuilder.OnePage(Many("[", 100_000) + " BT"), ReadProblemKind.Malformed);
    }

    private static IEnumerable<(string Name, PdfBuilder Pdf, ReadProblemKind? Problem)> Trees()
    {
        yield return ("tree-of-itself", PdfBuilder.OnePage(tree: "<</Type/Pages/Kids[2 0 R 3 0 R]/Count 1>>"), ReadProblemKind.Malformed);
        yield return ("tree-escaped-key", PdfBuilder.OnePage(tree: "<</Type/Pages/#4B#69d#73[2 0 R 3 0 R]/Count 1>>"),
            ReadProblemKind.Malformed);
        yield return ("tree-one-page-often", PdfBuilder.OnePage(tree: $"<</Type/Pages/Kids[{Many("3 0 R ", 20_000)}]/Count 1>>"),
            ReadProblemKind.TooLarge);
        yield return ("parent-of-itself", PdfBuilder.OnePage(page: "/Annots[3 0 R]/Parent 3 0 R"), null);

        // Longer than the parser remembers nodes for: it would go round for ever.
        var round = PdfBuilder.OnePage(tree: "<</Type/Pages/Kids[6 0 R]/Count 1>>");
        for (var i = 6; i < 2006; i++)
            round.Add($"<</Type/Pages/Kids[{(i == 2005 ? 6 : i + 1)} 0 R]>>");
        yield return ("tree-round", round, ReadProblemKind.TooLarge);

        // Each level names all of the next often.
        var product = PdfBuilder.OnePage(tree: $"<</Type/Pages/Kids[{Many("6 0 R ", 100)}]/Count 1>>");
        for (var i = 6; i < 12; i++)
            product.Add($"<</Type/Pages/Kids[{Many($"{(i == 11 ? 3 : i + 1)} 0 R ", 100)}]>>");
        yield return ("tree-product", product, ReadProblemKind.TooLarge);

        yield return ("table-of-itself", PdfBuilder.OnePage(trailer: "/Prev @0"), null);
        var hybrid = PdfBuilder.OnePage(trailer: "/XRefStm @6/Prev @6");
        hybrid.AddRawStream("/Type/XRef/W[1 2 1]/Index[0 0]/Size 1/Prev 0", []);
        yield return ("hybrid", hybrid, null);
        var extends = PdfBuilder.OnePage();
        extends.AddRawStream("/Type/ObjStm/N 1/First 4/Extends 6 0 R", "9 0 null"u8.ToArray());
        yield return ("extends-itself", extends, null);

        var names = PdfBuilder.OnePage(catalogue: "/Names<</Dests 6 0 R>>");
        names.Add("<</Kids[6 0 R 6 0 R]>>");
        yield return ("names-of-themselves", names, null);
    }

    private static IEnumerable<(string Name, PdfBuilder Pdf, ReadProblemKind? Problem)> Forms()
    {
        yield return ("form-draws-itself", WithForms("/Fm0 Do", "/Fm0 Do"), ReadProblemKind.Malformed);
        yield return ("form-circle", WithForms("/Fm0 Do", "/Fm1 Do", "/Fm0 Do"), ReadProblemKind.Malformed);
        yield return ("form-product", WithForms("/Fm0 Do", [.. Enumerable.Range(1, 6).Select(i => Many($"/Fm{i} Do ", 60)), "q Q"]),
            ReadProblemKind.TooLarge);
        yield return ("form-deep", WithForms("/Fm0 Do", [.. Enumerable.Range(1, 150).Select(i => $"/Fm{i} Do"), "q Q"]),
            ReadProblemKind.TooLarge);
        yield return ("form-often", WithForms(Many("/Fm0 Do ", 5_000) + "BT /F1 12 Tf (Some words.) Tj ET", "q Q"), null);
        yield return ("states", PdfBuilder.OnePage(Many("q ", 200_000)), ReadProblemKind.TooLarge);
        yield return ("operands", PdfBuilder.OnePage(Many("(a) 1 ", 3_000_000)), ReadProblemKind.TooLarge);
        yield return ("operators", PdfBuilder.OnePage(Many("BT ET ", 2_000_000)), ReadProblemKind.TooLarge);
        yield return ("lines", PdfBuilder.OnePage("BT /F1 12 Tf 50 700 Td (Some words.) Tj ET " + Many("0 0 m 1 1 l S ", 500_000)), null);
    }

    private static IEnumerable<(string Name, PdfBuilder Pdf, ReadProblemKind? Problem)> Letters()
    {
        yield return ("far", PdfBuilder.OnePage("BT /F1 12 Tf 50 700 Td (Some words.) Tj 1000000000 0 Td (far) Tj ET"), null);
        yield return ("infinite",
            PdfBuilder.OnePage($"BT /F1 12 Tf 50 700 Td (Some words.) Tj 1{Many("0", 400)} 0 Td (far) Tj 0 0 Td (not a number) Tj ET"),
                null);
        yield return ("huge-font", PdfBuilder.OnePage("BT /F1 12 Tf 50 700 Td (Some words.) Tj /F1 900000000 Tf (far) Tj ET"), null);
        yield return ("huge-page", WithBox("0 0 1e12 1e12",
            "BT /F1 12 Tf 50 700 Td (Some words.) Tj 100000000 100000000 Td (far) Tj ET"), null);
        yield return ("one-place", PdfBuilder.OnePage($"BT /F1 12 Tf {Many("1 0 0 1 50 700 Tm (a) Tj ", 19_900)} ET"), null);
        yield return ("few-places",
            PdfBuilder.OnePage($"BT /F1 12 Tf {string.Concat(Enumerable.Range(0, 19_800).Select(i => $"1 0 0 1 {50 + (i % 220)} 700 Tm (a) Tj "))} ET"), null);
        yield return ("many", PdfBuilder.OnePage($"BT /F1 12 Tf {Many($"({new string('a', 1000)}) Tj ", 1_200)} ET"),
            ReadProblemKind.TooLarge);
    }

    private static IEnumerable<(string Name, PdfBuilder Pdf, ReadProblemKind? Problem)> Fonts()
    {
        yield return ("map-range", WithMap("1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange"), ReadProblemKind.TooLarge);
        yield return ("map-codespace", WithMap("2000000000 begincodespacerange <00> <FF> endcodespacerange"), ReadProblemKind.TooLarge);
        yield return ("map-uses", WithMap(Many("/UniJIS-UTF16-H usecmap ", 1_000)), ReadProblemKind.TooLarge);
        yield return ("widths", WithDescendant("/W[0 2147483647 500]"), ReadProblemKind.TooLarge);
        yield return ("widths-vertical", WithDescendant("/W2[0 2147483647 500 1 1]"), ReadProblemKind.TooLarge);
        yield return ("descendant-of-itself", PdfBuilder.OnePage(
            resources: "/ExtGState<</G0<</Font[5 0 R 1]>>>>",
                font: "<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[5 0 R]>>"), ReadProblemKind.NoText);

        var glyph = PdfBuilder.OnePage(font: "<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.1 0 0 .1 0 0]/FirstChar 83/LastChar 83/Widths[9]/CharProcs<</S 6 0 R>>/Encoding<</Differences[83/S]>>/Resources<</Font<</F1 5 0 R>>/XObject<</Fm 6 0 R>>>>>>");
        glyph.AddStream("/Type/XObject/Subtype/Form", "9 0 0 0 9 9 d1 BT /F1 1 Tf (S) Tj ET /Fm Do");
        yield return ("glyph-draws-itself", glyph, null);
    }

    private static IEnumerable<(string Name, PdfBuilder Pdf, ReadProblemKind? Problem)> Streams()
    {
        yield return ("filters", WithContent("/Filter[" + Many("/ASCIIHexDecode ", 1_000) + "]", [0x30]), ReadProblemKind.TooLarge);
        yield return ("rows", WithContent("/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2000000000>>",
            PdfBuilder.Deflate("q Q"u8.ToArray())), ReadProblemKind.TooLarge);

        var bomb = PdfBuilder.Deflate(new byte[70 * 1024 * 1024]);
        yield return ("inflates", WithContent("/Filter/FlateDecode", bomb), ReadProblemKind.TooLarge);
        // The parser passes over the header, so a wrong one hides nothing.
        yield return ("inflates-without-header", WithContent("/Filter/FlateDecode", [0, 0, .. bomb.Skip(2)]), ReadProblemKind.TooLarge);
        yield return ("inflates-twice", WithContent("/Filter[/FlateDecode/FlateDecode]", PdfBuilder.Deflate(bomb)),
            ReadProblemKind.TooLarge);
        var runs = Enumerable.Range(0, 1024 * 1024).SelectMany(_ => new byte[] { 129, 32 }).ToArray();
        yield return ("runs", WithContent("/Filter[/FlateDecode/RunLengthDecode]", PdfBuilder.Deflate(runs)), ReadProblemKind.TooLarge);
        yield return ("codes", WithContent("/Filter/LZWDecode", Codes(100_000)), ReadProblemKind.TooLarge);

        var objects = PdfBuilder.OnePage();
        objects.AddRawStream("/Type/ObjStm/N 2000000000/First 4", "7 0 null"u8.ToArray());
        yield return ("object-count", objects, ReadProblemKind.Malformed);

        // Each is within what its bytes could hold.
        var counts = PdfBuilder.OnePage();
        for (var i = 0; i < 3_000; i++)
            counts.AddRawStream("/Type/ObjStm/N 900/First 4", "7 0 null"u8.ToArray());
        yield return ("object-counts", counts, ReadProblemKind.TooLarge);
    }

    /// <summary>What the reading of text has no need of, and what once ended in a circle there.</summary>
    private static IEnumerable<(string Name, PdfBuilder Pdf, ReadProblemKind? Problem)> Unread()
    {
        var colours = PdfBuilder.OnePage("/C0 cs 1 sc /P0 scn BT /F1 12 Tf 50 700 Td (Some words.) Tj ET /S0 sh",
            "/ColorSpace<</C0 6 0 R>>/Pattern<</P0 7 0 R>>/Shading<</S0 8 0 R>>/ExtGState<</G0 10 0 R>>");
        colours.Add("[/Indexed 6 0 R 1 <0000>]");
        colours.AddStream("/Type/Pattern/PatternType 1/PaintType 1/Resources<</Pattern<</P0 7 0 R>>>>", "/P0 scn");
        colours.Add("<</ShadingType 2/ColorSpace 6 0 R/Coords[0 0 1 1]/Function 9 0 R>>");
        colours.Add("<</FunctionType 3/Domain[0 1]/Functions[9 0 R 9 0 R]/Bounds[.5]/Encode[0 1 0 1]>>");
        colours.Add("<</SMask<</S/Luminosity/G 7 0 R/TR 9 0 R>>>>");
        yield return ("colours", colours, null);

        var outlines = PdfBuilder.OnePage(catalogue: "/Outlines 6 0 R/Metadata 6 0 R/AcroForm 6 0 R");
        outlines.Add("<</First 6 0 R/Next 6 0 R/Parent 6 0 R/Fields[6 0 R]/Kids[6 0 R]>>");
        yield return ("outlines", outlines, null);
        yield return ("inline-image",
            PdfBuilder.OnePage("BI /W 1000000000 /H 1000000000 /BPC 8 /CS /RGB ID abc EI BT /F1 12 Tf 50 700 Td (Some words.) Tj ET"),
                null);
    }

    private static PdfBuilder Chain(params int[] targets)
    {
        var pdf = PdfBuilder.OnePage();
        pdf.Rewrite(b => b.Replace("/F1 5 0 R", "/F1 6 0 R", StringComparison.Ordinal));
        foreach (var target in targets)
            pdf.AddOpen($"{target} 0 R");
        return pdf;
    }

    private static PdfBuilder WithForms(string content, params string[] forms)
    {
        var all = string.Concat(forms.Select((_, i) => $"/Fm{i} {6 + i} 0 R"));
        var pdf = PdfBuilder.OnePage(content, $"/XObject<<{all}>>");
        foreach (var form in forms)
            pdf.AddStream("/Type/XObject/Subtype/Form/BBox[0 0 600 800]", form);
        return pdf;
    }

    private static PdfBuilder WithBox(string box, string content)
    {
        var pdf = PdfBuilder.OnePage(content);
        pdf.Rewrite(b => b.Replace("0 0 600 800", box, StringComparison.Ordinal));
        return pdf;
    }

    private static PdfBuilder WithContent(string entries, byte[] data)
    {
        var pdf = PdfBuilder.OnePage();
        pdf.AddRawStream(entries, data);
        pdf.Rewrite(b => b.Replace("/Contents 4 0 R", "/Contents 6 0 R", StringComparison.Ordinal));
        return pdf;
    }

    private static PdfBuilder WithMap(string map)
    {
        var pdf = WithDescendant("");
        pdf.Rewrite(b => b.Replace("/DescendantFonts", "/ToUnicode 6 0 R/DescendantFonts", StringComparison.Ordinal));
        pdf.AddStream("", map);
        return pdf;
    }

    private static PdfBuilder WithDescendant(string entries) => PdfBuilder.OnePage(
        font: $"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(A)/Ordering(I)/Supplement 0>>{entries}>>]>>");

    /// <summary>LZW codes each of which stands for one byte more than the one before, and never a clear.</summary>
    private static byte[] Codes(int count)
    {
        var bits = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            // The table grows by one with each code after the first, and codes have 12 bits at most.
            var size = 258 + Math.Max(0, i - 1);
            var width = size < 511 ? 9 : size < 1023 ? 10 : size < 2047 ? 11 : 12;
            var code = i == 0 ? 32 : Math.Min(257 + i, 4095);
            bits.Append(Convert.ToString(code, 2).PadLeft(width, '0'));
        }

        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => byte.Parse(bits.ToString(i * 8, 8),
            NumberStyles.AllowBinarySpecifier, CultureInfo.InvariantCulture))];
    }

    private static string Many(string what, int count) => new StringBuilder(what.Length * count).Insert(0, what, count).ToString();
}
