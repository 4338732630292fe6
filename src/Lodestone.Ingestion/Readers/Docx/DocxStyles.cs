using System.Globalization;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace Lodestone.Ingestion.Readers.Docx;

/// <summary>The paragraph styles that are headings, with their levels. Word's names are English in documents of every language.</summary>
internal sealed class DocxStyles
{
    private const int MaxChain = 16;
    private readonly Dictionary<string, (int Level, string? BasedOn)> _styles = new(StringComparer.Ordinal);

    public static DocxStyles Read(StyleDefinitionsPart? part, CancellationToken cancellationToken)
    {
        var styles = new DocxStyles();
        if (part is null)
            return styles;
        using var xml = DocxExtractor.Open(part);
        string? id = null;
        while (DocxExtractor.ReadOn(xml, cancellationToken))
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.LocalName == "style")
                styles._styles[id = Attribute(xml, "styleId") ?? ""] = default;
            else if (id is not null)
                styles.Take(id, xml.LocalName, Attribute(xml, "val"));
        }

        return styles;
    }

    /// <summary>Returns the heading level of a style; 0 when it is not a heading.</summary>
    public int Level(string? styleId)
    {
        for (var i = 0; i < MaxChain && styleId is not null && _styles.TryGetValue(styleId, out var style); i++)
        {
            if (style.Level != 0)
                return Math.Max(0, style.Level);
            styleId = style.BasedOn;
        }

        return 0;
    }

    public static string? Attribute(XmlReader xml, string name)
    {
        for (var more = xml.MoveToFirstAttribute(); more; more = xml.MoveToNextAttribute())
        {
            if (xml.LocalName == name)
            {
                var value = xml.Value;
                xml.MoveToElement();
                return value;
            }
        }

        xml.MoveToElement();
        return null;
    }

    /// <summary>Returns the heading level of Word's outline level: 0 to 8 are headings, 9 is body text, here -1.</summary>
    public static int OutlineLevel(string? value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var level) && level < 9 ? level + 1 : -1;

    private static bool IsHeading(string name) => name.Equals("heading", StringComparison.OrdinalIgnoreCase);

    private void Take(string id, string element, string? value)
    {
        var style = _styles[id];
        if (element == "basedOn")
            style.BasedOn = value;
        else if (element == "outlineLvl" && style.Level == 0)
            style.Level = OutlineLevel(value);
        else if (element == "name" && value is [.., ' ', >= '1' and <= '9' and var digit] && IsHeading(value[..^2]))
            style.Level = digit - '0';
        else if (element == "name" && value is "Title" or "title")
            style.Level = 1;
        _styles[id] = style;
    }
}
