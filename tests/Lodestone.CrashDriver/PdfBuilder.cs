using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Lodestone.CrashDriver;

/// <summary>In which of the forms that PDF has for it are the same objects written?</summary>
public enum PdfForm
{
    /// <summary>Objects in the open, with a table of where they are.</summary>
    Plain,

    /// <summary>Objects in compressed object streams, with a cross-reference stream.</summary>
    ObjectStreams,

    /// <summary>Objects in the open; each stream through three filters.</summary>
    ChainedFilters,

    /// <summary>A table that is wrong everywhere, so that readers look for the objects themselves.</summary>
    BrokenTable,
}

/// <summary>Writes PDFs object by object, also such as no program writes. Objects are numbered from 1 as they are added.</summary>
public sealed partial class PdfBuilder
{
    private sealed record Entry(string Dictionary, byte[]? Data, bool Filtered, bool Open);

    private readonly List<Entry> _objects = [];

    /// <summary>
    /// What the trailer has beside its root and size. In it, <c>@6</c> becomes the place of object 6, and <c>@0</c> that of the table itself.
    /// </summary>
    public string Trailer { get; set; } = "";

    /// <summary>A document of one page, whose catalogue, page tree, page, content and font are the objects 1 to 5.</summary>
    public static PdfBuilder OnePage(
        string content = "BT /F1 12 Tf 50 700 Td (Some words.) Tj ET", string resources = "", string page = "", string catalogue = "",
        string? tree = null, string font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        string trailer = "")
    {
        var pdf = new PdfBuilder { Trailer = trailer };
        pdf.Add($"<</Type/Catalog/Pages 2 0 R{catalogue}>>");
        pdf.Add(tree ?? "<</Type/Pages/Kids[3 0 R]/Count 1>>");
        pdf.Add($"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>{resources}>>{page}>>");
        pdf.AddStream("", content);
        pdf.Add(font);
        return pdf;
    }

    public int Add(string body) => Add(new Entry(body, null, false, Open: false));

    /// <summary>An object that is never put into an object stream.</summary>
    public int AddOpen(string body) => Add(new Entry(body, null, false, Open: true));

    public int AddStream(string entries, string data) => Add(new Entry(entries, Encoding.Latin1.GetBytes(data), Filtered: true,
        Open: true));

    /// <summary>A stream as it is, with its own filters and, if it has one, its own length.</summary>
    public int AddRawStream(string entries, byte[] data) => Add(new Entry(entries, data, Filtered: false, Open: true));

    /// <summary>Writes every object otherwise, the dictionaries of streams too.</summary>
    public void Rewrite(Func<string, string> change)
    {
        for (var i = 0; i < _objects.Count; i++)
            _objects[i] = _objects[i] with { Dictionary = change(_objects[i].Dictionary) };
    }

    public byte[] Build(PdfForm form = PdfForm.Plain)
    {
        using var file = new MemoryStream();
        Write(file, "%PDF-1.7\n");
        var places = new SortedDictionary<int, (int Type, long At, int Index)>();
        var packed = form == PdfForm.ObjectStreams ? _objects.Index().Where(o => !o.Item.Open).ToList() : [];
        foreach (var (index, entry) in _objects.Index().Where(o => form != PdfForm.ObjectStreams || o.Item.Open))
        {
            places[index + 1] = (1, file.Position, 0);
            Write(file, $"{index + 1} 0 obj\n");
            WriteBody(file, entry, form);
            Write(file, "\nendobj\n");
        }

        if (packed.Count > 0)
            WriteObjectStream(file, packed, places);
        if (form == PdfForm.ObjectStreams)
            WriteTableStream(file, places);
        else
            WriteTable(file, places, form == PdfForm.BrokenTable ? 7 : 0);
        return file.ToArray();
    }

    public static byte[] Deflate(byte[] data)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zip.Write(data);
        return packed.ToArray();
    }

    private int Add(Entry entry)
    {
        _objects.Add(entry);
        return _objects.Count;
    }

    private static void WriteBody(MemoryStream file, Entry entry, PdfForm form)
    {
        if (entry.Data is not { } data)
        {
            Write(file, entry.Dictionary);
            return;
        }

        var filter = "";
        if (entry.Filtered && form == PdfForm.ObjectStreams)
            (data, filter) = (Deflate(data), "/Filter/FlateDecode");
        else if (entry.Filtered && form == PdfForm.ChainedFilters)
            (data, filter) = (Encoding.ASCII.GetBytes(Convert.ToHexString(RunLength(Deflate(data))) + ">"),
                "/Filter[/ASCIIHexDecode/RunLengthDecode/FlateDecode]");
        var length = entry.Dictionary.Contains("/Length ", StringComparison.Ordinal) ? "" : $"/Length {data.Length}";
        Write(file, $"<<{entry.Dictionary}{filter}{length}>>stream\n");
        file.Write(data);
        Write(file, "\nendstream");
    }

    private void WriteObjectStream(
        MemoryStream file, List<(int Index, Entry Item)> packed, SortedDictionary<int, (int Type, long At, int Index)> places)
    {
        var (numbers, bodies) = (new StringBuilder(), new StringBuilder());
        var stream = _objects.Count + 1;
        foreach (var (place, (index, entry)) in packed.Index())
        {
            numbers.Append(CultureInfo.InvariantCulture, $"{index + 1} {bodies.Length} ");
            bodies.Append(entry.Dictionary).Append('\n');
            places[index + 1] = (2, stream, place);
        }

        places[stream] = (1, file.Position, 0);
        var data = Deflate(Encoding.Latin1.GetBytes($"{numbers}{bodies}"));
        Write(file,
            $"{stream} 0 obj\n<</Type/ObjStm/N {packed.Count}/First {numbers.Length}/Filter/FlateDecode/Length {data.Length}>>stream\n");
        file.Write(data);
        Write(file, "\nendstream\nendobj\n");
    }

    private void WriteTableStream(MemoryStream file, SortedDictionary<int, (int Type, long At, int Index)> places)
    {
        var number = places.Keys.Max() + 1;
        var start = file.Position;
        places[number] = (1, start, 0);
        using var table = new MemoryStream();
        for (var i = 0; i <= number; i++)
        {
            var (type, at, index) = places.GetValueOrDefault(i);
            table.Write([(byte)type, (byte)(at >> 24), (byte)(at >> 16), (byte)(at >> 8), (byte)at, (byte)(index >> 8), (byte)index]);
        }

        var data = Deflate(table.ToArray());
        Write(file,
            $"{number} 0 obj\n<</Type/XRef/W[1 4 2]/Root 1 0 R/Size {number + 1}{Placed(places, start)}/Filter/FlateDecode/Length {data.Length}>>stream\n");
        file.Write(data);
        Write(file, $"\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n");
    }

    private void WriteTable(MemoryStream file, SortedDictionary<int, (int Type, long At, int Index)> places, int wrongBy)
    {
        var start = file.Position + (wrongBy * 100);
        Write(file, $"xref\n0 {places.Count + 1}\n0000000000 65535 f \n");
        foreach (var (_, at, _) in places.Values)
            Write(file, $"{at + wrongBy:D10} 00000 n \n");
        Write(file, $"trailer\n<</Root 1 0 R/Size {places.Count + 1}{Placed(places, start)}>>\nstartxref\n{start}\n%%EOF\n");
    }

    private string Placed(SortedDictionary<int, (int Type, long At, int Index)> places, long table) => PlaceMark.Replace(Trailer, m =>
        (int.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture) is > 0 and var number ? places[number].At : table)
            .ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex("@([0-9]+)")]
    private static partial Regex PlaceMark { get; }

    private static byte[] RunLength(byte[] data) => [.. data.Chunk(128).SelectMany(c => c.Prepend((byte)(c.Length - 1))), 128];

    private static void Write(MemoryStream file, FormattableString text) => Write(file, FormattableString.Invariant(text));

    private static void Write(MemoryStream file, string text) => file.Write(Encoding.Latin1.GetBytes(text));
}
