namespace Lodestone.Models;

/// <summary>The function that Sentence Transformers applies to a cross-encoder's logit.</summary>
public enum Activation
{
    /// <summary>None: the score is the logit.</summary>
    Identity,

    /// <summary>The score is 1 / (1 + e^-logit).</summary>
    Sigmoid,
}
