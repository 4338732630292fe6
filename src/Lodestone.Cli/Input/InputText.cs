namespace Lodestone.Cli;

/// <summary>A text that was given to the program.</summary>
/// <param name="Text">The text; blank only where a JSON line or an argument says so.</param>
/// <param name="Id">Its id, where its JSON line has one.</param>
internal readonly record struct InputText(string Text, string? Id = null)
{
    /// <summary>What a person calls it: its id, else its place among the texts, from 1.</summary>
    public string Label(int index) => Id ?? FormattableString.Invariant($"[{index + 1}]");
}
