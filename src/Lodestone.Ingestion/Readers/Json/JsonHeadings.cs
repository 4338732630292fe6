using System.Globalization;
using System.Text.Json;
using Lodestone.Ingestion.Decoding;
using Lodestone.Ingestion.Readers.Shared;

namespace Lodestone.Ingestion.Readers.Json;

/// <summary>Reads a record's headings in the form of an export: a list of <c>start</c>, <c>level</c> and <c>text</c>.</summary>
internal sealed class JsonHeadings(RecordFields fields)
{
    private const string Field = "headings";
    private const int Shown = 100;

    /// <summary>Whether a field contains headings; a list of strings of that name is ordinary metadata.</summary>
    public static bool Are(JsonProperty field) => field is { Name: Field, Value.ValueKind: JsonValueKind.Array } &&
        (field.Value.GetArrayLength() == 0 || field.Value.EnumerateArray().Any(e => e.ValueKind == JsonValueKind.Object));

    /// <summary>Reads the headings, or omits all with a note when one of them is invalid.</summary>
    /// <param name="list">The headings.</param>
    /// <param name="written">The text that starts refer to, before its line ends became \n.</param>
    public void Take(JsonElement list, string written)
    {
        var headings = new List<Heading>();
        var (last, pairs) = (0, 0);
        foreach (var element in list.EnumerateArray())
        {
            if (Read(element) is not { } heading || heading.Start < last || heading.Start > written.Length)
            {
                fields.Note(ReadNoteKind.FieldLeftOut, LeftOut(headings.Count + 1, element, last, written.Length));
                return;
            }

            // Two characters became one; a start between them counts with the next character.
            pairs += written.AsSpan()[Math.Max(last - 1, 0)..heading.Start].Count("\r\n");
            last = heading.Start;
            headings.Add(heading with { Start = last - pairs });
        }

        fields.Headings = headings;
    }

    private Heading? Read(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object &&
        element.TryGetProperty("start", out var start) && start.ValueKind == JsonValueKind.Number && start.TryGetInt32(out var place) &&
        element.TryGetProperty("level", out var level) && level.ValueKind == JsonValueKind.Number && level.TryGetInt32(out var depth) &&
        depth >= 1 &&
        element.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String
            ? new Heading(place, depth, fields.Clean(text.GetString()!))
            : null;

    private static string LeftOut(int number, JsonElement found, int least, int most)
    {
        var raw = found.GetRawText();
        raw = raw.Length > Shown ? CleanText.Of(raw[..Shown], out _) + " ..." : raw;
        return string.Create(CultureInfo.InvariantCulture, $"The field '{Field}' was left out: number {number} is {raw}. ") +
            string.Create(CultureInfo.InvariantCulture, $"Accepted there is a `start` from {least}, where the last begins, to {most}, ") +
            "where the text ends, a `level` from 1, and a `text`.";
    }
}
