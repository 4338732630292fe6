namespace Lodestone.Encoders.Tokenizers.PostProcessing;

/// <summary>Which text of a pair gives way when both do not fit.</summary>
internal enum PairTruncation
{
    /// <summary>Only the second text, the passage, is cut (Hugging Face: <c>only_second</c>).</summary>
    PassageOnly,

    /// <summary>The longer text is cut until both have the same length, then both (Hugging Face: <c>longest_first</c>).</summary>
    LongestFirst,
}
