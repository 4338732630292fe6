using System.Text;
using Lodestone.Ingestion.Decoding;
using Lodestone.Ingestion.Formats;
using Lodestone.Ingestion.Readers.Archives;

namespace Lodestone.Ingestion.Readers.Xlsx;

/// <summary>The sheets that a workbook names.</summary>
internal sealed class Workbook
{
    // Excel is limited by memory alone; the largest workbooks of people have some hundreds.
    private const int MaxSheets = 1_000;

    /// <summary>The sheets in their order: their names, each once, and the ids of their relations.</summary>
    public List<(string Name, string Id)> Sheets { get; } = [];

    /// <summary>The number of sheets that no menu shows. A sheet that is merely hidden is read, as its reader can show it.</summary>
    public int Hidden { get; private set; }

    /// <summary>Whether days count from 1904, as in workbooks of old Macintosh programs.</summary>
    public bool From1904 { get; private set; }

    /// <summary>Reads the workbook; null when the part is none.</summary>
    /// <exception cref="UnreadableException">It has too many sheets.</exception>
    public static Workbook? Read(PartArchive archive, string part)
    {
        using var xml = archive.Xml(part)!;
        Workbook? book = null;
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (xml.Read())
        {
            if (!xml.IsStart)
                continue;
            if (xml.Name == "workbook")
                book ??= new Workbook();
            else if (xml.Name == "workbookPr" && book is not null)
                book.From1904 = xml["date1904"] is "1" or "true";
            else if (xml.Name == "sheet" && book is not null)
                book.Add(xml, names);
        }

        return book;
    }

    private void Add(XmlPart xml, HashSet<string> names)
    {
        if (xml["state"] == "veryHidden")
            Hidden++;
        // Ids end with the name, so a name that Excel would not allow, or a second one, gets a number.
        else if (xml.RelationId is { } id)
            Sheets.Add((Own(CleanText.Label(xml["name"]) ?? "sheet", names), id));
        if (Sheets.Count + Hidden > MaxSheets)
        {
            throw new UnreadableException(ReadProblemKind.TooLarge, FormattableString.Invariant(
                $"It has more than {MaxSheets} sheets, the limit. Split it, or exclude it."));
        }
    }

    private static string Own(string name, HashSet<string> names)
    {
        const int most = 100;
        var plain = new StringBuilder();
        foreach (var c in name.AsSpan(0, Math.Min(name.Length, most)))
            plain.Append(char.IsControl(c) || c is '/' or '\\' || (char.IsSurrogate(c) && name.Length > most) ? '_' : c);
        var own = plain.ToString();
        for (var i = 2; !names.Add(own); i++)
            own = FormattableString.Invariant($"{plain} {i}");
        return own;
    }
}

/// <summary>The texts that cells share, by their index.</summary>
internal sealed class SharedTexts
{
    private readonly List<string> _texts = [];

    /// <summary>The text of an index; empty when there is none.</summary>
    public string this[int index] => index >= 0 && index < _texts.Count ? _texts[index] : "";

    public static SharedTexts Read(XmlPart? part)
    {
        var texts = new SharedTexts();
        using var xml = part;
        while (xml is not null && xml.Read())
        {
            if (xml is { IsStart: true, Name: "si" })
                texts._texts.Add(Escapes.Decode(xml.Content("rPh")));
        }

        return texts;
    }
}

/// <summary>The escapes of characters that XML cannot hold: <c>_x000D_</c>.</summary>
internal static class Escapes
{
    public static string Decode(string text)
    {
        var at = text.IndexOf("_x", StringComparison.Ordinal);
        if (at < 0)
            return text;
        var decoded = new StringBuilder(text.Length).Append(text, 0, at);
        while (at < text.Length)
        {
            if (text[at] == '_' && at + 6 < text.Length && text[at + 1] == 'x' && text[at + 6] == '_' &&
                ushort.TryParse(text.AsSpan(at + 2, 4), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var code))
            {
                decoded.Append((char)code);
                at += 7;
            }
            else
            {
                decoded.Append(text[at++]);
            }
        }

        return decoded.ToString();
    }
}
