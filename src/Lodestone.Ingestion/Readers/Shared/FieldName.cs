namespace Lodestone.Ingestion.Readers.Shared;

/// <summary>Finds the field that a name means: the one of this name, else the only one whose letters differ in case alone.</summary>
internal static class FieldName
{
    /// <summary>Returns the name as it is written in the file; null when there is none, or when several differ in case.</summary>
    public static string? Find(string wanted, IEnumerable<string> names)
    {
        string? found = null;
        var isOne = true;
        foreach (var name in names)
        {
            if (name == wanted)
                return name;
            if (!name.Equals(wanted, StringComparison.OrdinalIgnoreCase))
                continue;
            isOne &= found is null || found == name;
            found ??= name;
        }

        return isOne ? found : null;
    }

    /// <summary>Returns the first of several names that is there; those written as wanted come first.</summary>
    public static string? FindFirst(IReadOnlyList<string> wanted, IReadOnlyCollection<string> names) =>
        wanted.FirstOrDefault(w => names.Contains(w)) ?? wanted.Select(w => Find(w, names)).FirstOrDefault(n => n is not null);
}
