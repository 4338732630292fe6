namespace Lodestone.Cli;

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
