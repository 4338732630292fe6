using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Lodestone.CrashDriver;

/// <summary>Valid PDFs with fonts, forms, a tree of pages and metadata, damaged in ways that keep much of them readable.</summary>
public static partial class PdfMutation
{
    /// <summary>The same PDF for the same seed, on every machine.</summary>
    public static byte[] Make(int seed)
    {
        var random = new Random(seed);
        var pdf = Valid();
        for (var i = random.Next(3); i > 0; i--)
            Restructure(pdf, random);
        var bytes = pdf.Build((PdfForm)random.Next(4)).ToList();
        for (var i = random.Next(4); i > 0; i--)
            Damage(bytes, random);
        return [.. bytes];
    }

    /// <summary>A valid PDF with an embedded font, whose program is damaged before it is packed or encrypted.</summary>
    public static byte[] MakeFont(int seed)
    {
        var random = new Random(seed);
        var name = HostileFont.Ordinary[random.Next(HostileFont.Ordinary.Count)];
        var pdf = HostileFont.WithDamage(name, part => Change(part, random));
        return pdf.Build(random.Next(2) == 0 ? PdfForm.Plain : PdfForm.ObjectStreams);
    }

    private static byte[] Change(byte[] bytes, Random random)
    {
        if (bytes.Length == 0 || random.Next(3) == 0)
            return bytes;
        var changed = bytes.ToList();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(changed.Count);
            switch (random.Next(5))
            {
                case 0:
                    changed[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    changed[at] = new byte[] { 0, 1, 10, 12, 14, 29, 107, 139, 140, 255 }[random.Next(10)];
                    break;
                case 2:
                    changed[at] = (byte)random.Next(256);
                    break;
                case 3:
                    changed.InsertRange(at, changed.GetRange(at, Math.Min(random.Next(1, 9), changed.Count - at)));
                    break;
                default:
                    for (var j = at; j < Math.Min(at + 4, changed.Count); j++)
                        changed[j] = 0xFF;
                    break;
            }
        }

        return [.. changed];
    }

    public static PdfBuilder Valid()
    {
        var pdf = PdfBuilder.OnePage(
            "q /G0 gs /Fm1 Do Q BT /F1 12 Tf 50 700 Td (Some words.) Tj 0 -20 Td [(More) -300 (words)] TJ /F2 10 Tf 0 -20 Td (ab) Tj /F3 9 Tf <00410042> Tj ET /Fm2 Do",
            "/XObject<</Fm1 6 0 R/Fm2 7 0 R>>/ExtGState<</G0 8 0 R>>/ColorSpace<</C0 9 0 R>>/Pattern<</P0 10 0 R>>",
            catalogue: "/Names 11 0 R/Outlines 12 0 R/Metadata 20 0 R",
                tree: "<</Type/Pages/Kids[3 0 R 13 0 R]/Count 2/Resources 15 0 R>>");
        pdf.AddStream("/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</Font<</F1 5 0 R>>/XObject<</Fm2 7 0 R>>>>",
            "BT /F1 9 Tf 20 20 Td (In a form.) Tj ET /Fm2 Do");
        pdf.AddStream("/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources 15 0 R", "BT /F1 9 Tf 20 40 Td (In another.) Tj ET");
        pdf.Add("<</Type/ExtGState/Font[5 0 R 12]/SMask<</S/Luminosity/G 7 0 R>>>>");
        pdf.Add("[/Indexed/DeviceRGB 1 <000000FFFFFF>]");
        pdf.Add("<</Type/Pattern/PatternType 2/Shading<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 1 1]/Function<</FunctionType 2/Domain[0 1]/N 1>>>>>>");
        pdf.Add("<</Dests<</Names[(a)[3 0 R/Fit]]>>>>");
        pdf.Add("<</First 14 0 R/Last 14 0 R/Count 1>>");
        pdf.Add("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents[4 0 R 4 0 R]>>");
        pdf.Add("<</Title(One)/Parent 12 0 R/Dest[3 0 R/Fit]>>");
        pdf.Add("<</Font<</F1 5 0 R/F2 16 0 R/F3 17 0 R>>/XObject<</Fm1 6 0 R/Fm2 7 0 R>>/ExtGState<</G0 8 0 R>>>>");
        pdf.Add("<</Type/Font/Subtype/Type3/FontBBox[0 0 750 750]/FontMatrix[0.001 0 0 0.001 0 0]/FirstChar 97/LastChar 98/Widths[1000 1000]/CharProcs<</a 19 0 R/b 19 0 R>>/Encoding<</Differences[97/a/b]>>/Resources 15 0 R/ToUnicode 18 0 R>>");
        pdf.Add("<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode 18 0 R/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/W[0[500] 65 90 600]/FontDescriptor<</Type/FontDescriptor/FontName/X/Flags 4>>>>]>>");
        pdf.AddStream("", "1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0041> <005A> <0041> endbfrange");
        pdf.AddStream("", "1000 0 0 0 750 750 d1 0 0 750 750 re f");
        pdf.AddStream("/Type/Metadata/Subtype/XML", "<x/>");
        pdf.Add("<</Title(A title)/Author(An author)>>");
        pdf.Trailer = "/Info 21 0 R";
        return pdf;
    }

    [GeneratedRegex("([0-9]+) 0 R")]
    private static partial Regex References { get; }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Numbers { get; }

    private static string Huge(Random random) => random.Next(6) switch
    {
        0 => "2147483647",
        1 => "-1",
        2 => "99999999999999999999",
        3 => "1000000000",
        4 => "1e300",
        _ => "65536",
    };

    private static void Restructure(PdfBuilder pdf, Random random)
    {
        var (reference, rate) = (random.Next(1, 22), random.Next(2, 60));
        switch (random.Next(4))
        {
            case 0:
                pdf.Rewrite(b => References.Replace(b, m => random.Next(rate) == 0 ? $"{random.Next(1, 22)} 0 R" : m.Value));
                break;
            case 1:
                pdf.Rewrite(b => References.Replace(b, m => random.Next(rate) == 0 ? $"{reference} 0 R" : m.Value));
                break;
            case 2:
                pdf.Rewrite(b => Numbers.Replace(b, m => random.Next(rate * 3) == 0 ? Huge(random) : m.Value));
                break;
            default:
                pdf.Rewrite(b => random.Next(rate) == 0 && b.StartsWith("<<", StringComparison.Ordinal) ? $"{reference} 0 R" : b);
                break;
        }
    }

    private static void Damage(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count);
        var length = Math.Min(random.Next(1, 200), bytes.Count - at);
        switch (random.Next(6))
        {
            case 0:
                for (var i = random.Next(1, 9); i > 0; i--)
                    bytes[random.Next(bytes.Count)] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                break;
            case 2:
                bytes.RemoveRange(at, Math.Min(length, bytes.Count - at - 1));
                break;
            case 3:
                Replace(bytes, References, random, _ => $"{random.Next(1, 24).ToString(CultureInfo.InvariantCulture)} 0 R");
                break;
            case 4:
                Replace(bytes, Numbers, random, _ => Huge(random));
                break;
            default:
                bytes[at] = "[]<>()/%R0"u8[random.Next(10)];
                break;
        }
    }

    private static void Replace(List<byte> bytes, Regex what, Random random, MatchEvaluator with)
    {
        var text = Encoding.Latin1.GetString([.. bytes]);
        var rate = random.Next(2, 60);
        var changed = what.Replace(text, m => random.Next(rate) == 0 ? with(m) : m.Value);
        bytes.Clear();
        bytes.AddRange(Encoding.Latin1.GetBytes(changed));
    }
}
