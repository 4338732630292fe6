namespace Lodestone.Models;

/// <summary>One step between a text and its tokens: a normalizer changes the text, a pre-tokenizer cuts it into pieces.</summary>
/// <remarks>A normalizer sees the text before it has pieces. Stages hold no state of a call and are shared by all threads.</remarks>
internal abstract class TextStage
{
    /// <summary>What tokenizer.json calls it, by which an error names it.</summary>
    public string? Component { get; set; }

    public abstract void Apply(TokenBuffer buffer);
}
