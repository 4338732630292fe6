namespace Lodestone.Models;

/// <summary>How the vectors of a text's tokens become one vector.</summary>
public enum PoolingMode
{
    /// <summary>The first token's vector.</summary>
    Cls,

    /// <summary>Each dimension's greatest value.</summary>
    Max,

    /// <summary>The mean over the tokens.</summary>
    Mean,

    /// <summary>The sum over the tokens, divided by the square root of their number.</summary>
    MeanSqrtLen,

    /// <summary>The mean over the tokens, the i-th weighing i.</summary>
    WeightedMean,

    /// <summary>The last token's vector.</summary>
    LastToken,
}
