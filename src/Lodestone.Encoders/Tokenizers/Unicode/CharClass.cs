namespace Lodestone.Encoders.Tokenizers.Unicode;

/// <summary>The character properties that tokenizers use, one bit each.</summary>
[Flags]
internal enum CharClass : ushort
{
    None = 0,
    WhiteSpace = 1,

    /// <summary>Cc, Cf and Co, the control characters of BERT's normalizer. Unassigned code points are not among them.</summary>
    Control = 2,

    /// <summary>Any P category, or an ASCII symbol such as <c>$</c> or <c>^</c>, as BERT splits words.</summary>
    Punctuation = 4,
    Ideograph = 8,

    /// <summary>Mn: the marks that accent stripping removes.</summary>
    NonSpacingMark = 16,
    Letter = 32,
    Number = 64,

    /// <summary>The characters of <c>\w</c> in the reference's regular expressions.</summary>
    Word = 128,
    Decomposes = 256,

    /// <summary>Canonical combining class other than 0: a mark that canonical ordering may move.</summary>
    Combines = 512,
    Uppercase = 1024,
    AnyMark = 2048,
}
