using System.Text.Json;

namespace Lodestone.Ingestion.Readers.Notebook;

/// <summary>Finds the cells of a notebook, in the form of nbformat 4, or of 3 with its worksheets.</summary>
internal static class NotebookCells
{
    /// <summary>Returns the cells in their order; null when the JSON is no notebook.</summary>
    public static IEnumerable<NotebookCell>? Of(JsonElement notebook)
    {
        if (Field(notebook, "cells") is { ValueKind: JsonValueKind.Array } cells)
            return cells.EnumerateArray().Select(Cell);
        if (Field(notebook, "worksheets") is not { ValueKind: JsonValueKind.Array } sheets)
            return null;
        return sheets.EnumerateArray().Select(s => Field(s, "cells")).OfType<JsonElement>()
            .Where(c => c.ValueKind == JsonValueKind.Array).SelectMany(c => c.EnumerateArray()).Select(Cell);
    }

    /// <summary>The value of a field; null when there is none, or when the parent is no object.</summary>
    public static JsonElement? Field(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } there && there.TryGetProperty(name, out var value) ? value : null;

    /// <summary>A text that is written as one string or as a list of lines; null for other values.</summary>
    public static string? Text(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.String } one => one.GetString(),
        { ValueKind: JsonValueKind.Array } lines => string.Concat(
            lines.EnumerateArray().Where(l => l.ValueKind == JsonValueKind.String).Select(l => l.GetString())),
        _ => null,
    };

    private static NotebookCell Cell(JsonElement cell) => new(
        Text(Field(cell, "cell_type")) ?? "",
        Text(Field(cell, "source")) ?? Text(Field(cell, "input")) ?? "",
        Field(cell, "level") is { ValueKind: JsonValueKind.Number } level && level.TryGetInt32(out var number)
            ? Math.Clamp(number, 1, 6)
            : 1,
        Field(cell, "outputs") is { ValueKind: JsonValueKind.Array } outputs ? [.. outputs.EnumerateArray()] : []);
}

/// <summary>A cell of a notebook.</summary>
/// <param name="Type">Its type, such as <c>markdown</c> or <c>code</c>.</param>
/// <param name="Source">Its text.</param>
/// <param name="Level">The level of a heading.</param>
/// <param name="Outputs">The outputs of code.</param>
internal sealed record NotebookCell(string Type, string Source, int Level, IReadOnlyList<JsonElement> Outputs);
