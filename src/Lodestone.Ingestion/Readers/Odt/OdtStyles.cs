using Lodestone.Ingestion.Readers.Archives;

namespace Lodestone.Ingestion.Readers.Odt;

/// <summary>Which styles of paragraphs are the title of a document. Their names in the file are English in every language.</summary>
internal sealed class OdtStyles
{
    private const int MaxChain = 16;
    private const int MaxStyles = 100_000;

    private readonly Dictionary<string, string?> _parents = new(StringComparer.Ordinal);

    /// <summary>Reads the styles of a part, up to its end.</summary>
    public void Read(XmlPart? part)
    {
        using var xml = part;
        while (xml is not null && xml.Read())
            Take(xml);
    }

    /// <summary>Takes the current element, if it is a style: those of the text itself are in front of it.</summary>
    public void Take(XmlPart xml)
    {
        if (xml is { IsStart: true, Name: "style" } && xml["name"] is { } name && _parents.Count < MaxStyles)
            _parents.TryAdd(name, xml["parent-style-name"]);
    }

    public bool IsTitle(string? style)
    {
        for (var i = 0; i < MaxChain && style is not null; i++)
        {
            if (style == "Title")
                return true;
            style = _parents.GetValueOrDefault(style);
        }

        return false;
    }
}
