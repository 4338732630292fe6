namespace Lodestone.Cli;

/// <summary>How texts stand in a file.</summary>
internal enum InputFormat
{
    /// <summary>JSON Lines when the first line that is not blank starts with a brace, else lines.</summary>
    Auto,

    /// <summary>One text a line.</summary>
    Lines,

    /// <summary>One JSON object a line.</summary>
    JsonLines,
}
