namespace Lodestone;

/// <summary>A piece of a filter's text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Position">The index of its first character.</param>
/// <param name="Text">The word, sign or name; what stands in the text, for errors.</param>
/// <param name="Value">What a literal stands for.</param>
internal readonly record struct FilterToken(FilterTokenKind Kind, int Position, string Text, FilterValue Value = default)
{
    public bool IsWord(string word) => Kind == FilterTokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => Kind switch
    {
        FilterTokenKind.End => "the end",
        FilterTokenKind.Name => $"the field `{Text}`",
        _ => Text.Length > 60 ? $"{Text[..60]}..." : Text,
    };
}
