using System.Text;
using System.Text.Json;

namespace Lodestone.Ingestion.Readers.Notebook;

/// <summary>The text of outputs, each up to a bound: logs of training and printed tables would hide what people wrote.</summary>
internal sealed class NotebookOutputs
{
    /// <summary>The maximum characters of an output that are read.</summary>
    public const int MaxText = 4_000;

    private int _cut;
    private int _pictures;

    /// <summary>What was left out.</summary>
    public IReadOnlyList<ReadNote> Notes
    {
        get
        {
            var notes = new List<ReadNote>();
            if (_cut > 0)
            {
                notes.Add(new ReadNote(ReadNoteKind.PartLeftOut, FormattableString.Invariant(
                    $"{_cut} outputs are longer than {MaxText} characters; the rest of each was left out.")));
            }

            if (_pictures > 0)
            {
                notes.Add(new ReadNote(ReadNoteKind.PartLeftOut, FormattableString.Invariant(
                    $"{_pictures} outputs without text, such as pictures, were left out.")));
            }

            return notes;
        }
    }

    /// <summary>Returns the text of an output; empty when it has none.</summary>
    public string Text(JsonElement output)
    {
        var text = Plain(output);
        if (string.IsNullOrWhiteSpace(text))
        {
            _pictures += text is null ? 1 : 0;
            return "";
        }

        if (text.Length > MaxText)
        {
            _cut++;
            text = text[..MaxText];
        }

        return WithoutColours(text).Trim();
    }

    private static string? Plain(JsonElement output)
    {
        var data = NotebookCells.Field(output, "data");
        if (NotebookCells.Text(NotebookCells.Field(output, "text") ?? NotebookCells.Field(data, "text/plain")) is { } text)
            return IsName(text, data) ? null : text;
        // The traceback repeats the code; its last line is the error.
        return NotebookCells.Text(NotebookCells.Field(output, "evalue")) is { } message
            ? $"{NotebookCells.Text(NotebookCells.Field(output, "ename"))}: {message}"
            : null;
    }

    // Beside a picture, the text is the name of an object, such as <Figure size 640x480 with 1 Axes>.
    private static bool IsName(string text, JsonElement? data) =>
        text.StartsWith('<') && data is { ValueKind: JsonValueKind.Object } there &&
        there.EnumerateObject().Any(p => p.Name.StartsWith("image/", StringComparison.Ordinal));

    /// <summary>Removes the codes by which terminals colour text: ESC [ ... letter.</summary>
    private static string WithoutColours(string text)
    {
        if (!text.Contains('\u001B', StringComparison.Ordinal))
            return text;
        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '\u001B')
            {
                plain.Append(text[at]);
                continue;
            }

            for (at++; at < text.Length && !char.IsAsciiLetter(text[at]);)
                at++;
        }

        return plain.ToString();
    }
}
