namespace Lodestone.Cli.Input;

/// <summary>The names of formats on the command line.</summary>
internal static class InputFormats
{
    public static InputFormat Parse(string? name) => name switch
    {
        "lines" => InputFormat.Lines,
        "jsonl" => InputFormat.JsonLines,
        _ => InputFormat.Auto,
    };
}

/// <summary>The format of a file of texts.</summary>
internal enum InputFormat
{
    /// <summary>JSON Lines when the first line that is not blank starts with a brace, else lines.</summary>
    Auto,

    /// <summary>One text a line.</summary>
    Lines,

    /// <summary>One JSON object a line.</summary>
    JsonLines,
}

/// <summary>A text of the input.</summary>
/// <param name="Text">The text; blank only if a JSON line or an argument is.</param>
/// <param name="Id">Its id; null unless its JSON line has one.</param>
internal readonly record struct InputText(string Text, string? Id = null)
{
    /// <summary>Its label for people: its id, else its number among the texts, from 1.</summary>
    public string Label(int index) => Id ?? FormattableString.Invariant($"[{index + 1}]");
}
