using Lodestone.Ingestion.Decoding;

namespace Lodestone.Ingestion.Readers.Archives;

/// <summary>The relations between the parts of an Office Open XML package.</summary>
internal sealed class PackageParts(PartArchive archive)
{
    // Presentations have a few relations a slide; each is held.
    private const int MaxRelations = 100_000;

    /// <summary>Returns the targets in the package that a part refers to, in the order of the file.</summary>
    /// <param name="part">The name of the part; empty for the package itself.</param>
    public IReadOnlyList<Relation> Of(string part)
    {
        var at = part.LastIndexOf('/') + 1;
        using var xml = archive.Xml($"{part[..at]}_rels/{part[at..]}.rels");
        var relations = new List<Relation>();
        while (xml is not null && relations.Count < MaxRelations && xml.Read())
        {
            // A target outside of the package is a link, and no link is followed.
            if (!xml.IsStart || xml.Name != "Relationship" || xml["TargetMode"] == "External")
                continue;
            if (xml["Id"] is { } id && xml["Type"] is { } type && xml["Target"] is { } target)
                relations.Add(new Relation(id, type[(type.LastIndexOf('/') + 1)..], PartName.Resolve(part[..at], target)));
        }

        return relations;
    }

    /// <summary>The part that a relation of a type leads to; null when there is none.</summary>
    /// <param name="part">The name of the part that refers; empty for the package itself.</param>
    /// <param name="type">The last segment of the type, which the transitional and the strict form share.</param>
    public string? Target(string part, string type) => Of(part).FirstOrDefault(r => r.Type == type && archive.Has(r.Target))?.Target;

    /// <summary>The title and the author that the properties of the package have; null where there are none.</summary>
    public (string? Title, string? Author) Properties()
    {
        (string? Title, string? Author) found = default;
        using var xml = Target("", "core-properties") is { } part ? archive.Xml(part) : null;
        while (xml is not null && xml.Read())
        {
            if (xml is { IsStart: true, Name: "title" })
                found.Title = CleanText.Label(xml.Content());
            else if (xml is { IsStart: true, Name: "creator" })
                found.Author = CleanText.Label(xml.Content());
        }

        return found;
    }
}

/// <summary>A relation from a part to another of the same package.</summary>
/// <param name="Id">The id by which the part refers to it.</param>
/// <param name="Type">The last segment of its type.</param>
/// <param name="Target">The name of the other part.</param>
internal sealed record Relation(string Id, string Type, string Target);

/// <summary>The names of parts.</summary>
internal static class PartName
{
    /// <summary>Resolves a reference against the folder that it is made in; <c>..</c> does not leave the archive.</summary>
    /// <param name="folder">The folder with its slash; empty for the top.</param>
    /// <param name="reference">The reference, absolute when it begins with a slash.</param>
    public static string Resolve(string folder, string reference)
    {
        var path = new List<string>();
        foreach (var segment in (reference.StartsWith('/') ? reference : folder + reference).Split('/'))
        {
            if (segment == ".." && path.Count > 0)
                path.RemoveAt(path.Count - 1);
            else if (segment is not ("" or "." or ".."))
                path.Add(segment);
        }

        return string.Join('/', path);
    }
}
