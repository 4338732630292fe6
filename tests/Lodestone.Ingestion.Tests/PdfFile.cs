using System.Globalization;
using System.Text;

namespace Lodestone.Ingestion.Tests;

/// <summary>Small PDFs, written as text.</summary>
internal static class PdfFile
{
    private const string Font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";

    /// <summary>Lines of text at their places.</summary>
    public static string At(double x, double y, string text, int size = 11) => string.Create(CultureInfo.InvariantCulture,
        $"BT /F1 {size} Tf {x} {y} Td ({text.Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal)}) Tj ET\n");

    /// <summary>One page with these operators.</summary>
    public static byte[] Page(string content, string font = Font) => Pages(font, "", [], content);

    /// <summary>One page with these annotations, which are objects from 6 on, and the fields of a form.</summary>
    public static byte[] Form(string content, string fields, params string[] annotations) => Pages(Font, fields, annotations, content);

    /// <summary>Pages with these operators each.</summary>
    public static byte[] Many(params string[] contents) => Pages(Font, "", [], contents);

    /// <summary>A PDF of these objects, with its table of where they are.</summary>
    public static byte[] Written(string trailer, params byte[][] objects)
    {
        using var pdf = new MemoryStream();
        void Write(string text) => pdf.Write(Encoding.ASCII.GetBytes(text));
        Write("%PDF-1.4\n");
        var places = new List<long>();
        for (var i = 0; i < objects.Length; i++)
        {
            places.Add(pdf.Position);
            Write($"{i + 1} 0 obj\n");
            pdf.Write(objects[i]);
            Write("\nendobj\n");
        }

        var table = pdf.Position;
        Write($"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
            Write($"{place:D10} 00000 n \n");
        Write($"trailer\n<</Root 1 0 R/Size {objects.Length + 1}{trailer}>>\nstartxref\n{table}\n%%EOF");
        return pdf.ToArray();
    }

    private static byte[] Pages(string font, string fields, string[] annotations, params string[] contents)
    {
        // The catalog, the tree, the font; annotations; then two objects for each page.
        var first = 4 + annotations.Length;
        var form = fields.Length > 0 ? $"/AcroForm<</Fields[{fields}]>>" : "";
        var notes = string.Join(' ', annotations.Select((_, i) => FormattableString.Invariant($"{4 + i} 0 R")));
        var kids = string.Join(' ', contents.Select((_, i) => FormattableString.Invariant($"{first + (2 * i)} 0 R")));
        var objects = new List<string>
        {
            $"<</Type/Catalog/Pages 2 0 R{form}>>",
            FormattableString.Invariant($"<</Type/Pages/Kids[{kids}]/Count {contents.Length}>>"),
            font,
        };
        objects.AddRange(annotations);
        for (var i = 0; i < contents.Length; i++)
        {
            objects.Add("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>" +
                FormattableString.Invariant($"/Contents {first + (2 * i) + 1} 0 R/Annots[{notes}]>>"));
            objects.Add(FormattableString.Invariant($"<</Length {contents[i].Length}>>\nstream\n{contents[i]}\nendstream"));
        }

        return Written("", [.. objects.Select(Encoding.ASCII.GetBytes)]);
    }
}
