using Lodestone.Documents;
using Lodestone.Ingestion.Decoding;

namespace Lodestone.Ingestion.Readers.Shared;

/// <summary>A value of a format that writes all values as text, CSV and front matter: the options and its quotes decide its type.</summary>
internal static class WrittenValue
{
    private const int MostShown = 100;

    /// <summary>Returns the typed value, and a note where it is not of the type that was asked for or looks meant.</summary>
    public static (MetadataValue Value, ReadNote? Note) Of(string name, string text, bool quoted, ReadOptions options)
    {
        if (options.NumberFields.Contains(name, StringComparer.Ordinal))
        {
            return TypedText.NumberOrDigits(text.Trim()) is { Kind: MetadataKind.Number } number
                ? (number, null)
                : (MetadataValue.Of(text), Note($"The field '{Shown(name)}' is '{Shown(text)}', which is no number; it was kept as text."));
        }

        if (quoted || options.StringFields.Contains(name, StringComparer.Ordinal))
            return (MetadataValue.Of(text), null);
        return (TypedText.Of(text), TypedText.IsBeyond64Bits(text) ? Beyond64Bits(name, text) : null);
    }

    /// <summary>The note for a whole number that no number of 64 bits holds.</summary>
    public static ReadNote Beyond64Bits(string name, string digits) => Note(
        $"The field '{Shown(name)}' is {Shown(digits)}, a whole number of more than 64 bits; it was kept as text, digit by digit.");

    /// <summary>Explains why metadata cannot hold a field; null when it can. One such field must not cost the document.</summary>
    /// <param name="metadata">The fields before it, to which the path is added later.</param>
    /// <param name="name">The field's name.</param>
    /// <param name="value">Its value.</param>
    public static ReadNote? Unfit(Dictionary<string, MetadataValue> metadata, string name, MetadataValue value)
    {
        var longest = value.Kind switch
        {
            MetadataKind.Text => value.Text.Length,
            MetadataKind.TextList => value.TextList.Select(t => t.Length).DefaultIfEmpty().Max(),
            _ => 0,
        };
        if (name.Length is 0 or > DocumentRules.MaxFieldNameLength || name.Any(char.IsControl))
            return LeftOut(name, $"a name has 1 to {DocumentRules.MaxFieldNameLength} characters and no control characters");
        if (metadata.Count >= DocumentRules.MaxFields - 1 && !metadata.ContainsKey(name))
            return LeftOut(name, $"a document has at most {DocumentRules.MaxFields} fields with its path");
        if (longest > DocumentRules.MaxValueLength)
            return LeftOut(name, $"a value has {longest} characters; {DocumentRules.MaxValueLength} are accepted");
        return value.Kind == MetadataKind.TextList && value.TextList.Count > DocumentRules.MaxListLength
            ? LeftOut(name, $"the list has {value.TextList.Count} strings; {DocumentRules.MaxListLength} are accepted")
            : null;
    }

    private static ReadNote LeftOut(string name, FormattableString why) =>
        new(ReadNoteKind.FieldLeftOut, $"The field '{Shown(name)}' was left out: {FormattableString.Invariant(why)}.");

    /// <summary>A name or a value as a note shows it: shortened.</summary>
    public static string Shown(string text) => text.Length > MostShown ? CleanText.Of(text[..MostShown], out _) + "..." : text;

    private static ReadNote Note(string message) => new(ReadNoteKind.NumberKeptAsText, message);
}
