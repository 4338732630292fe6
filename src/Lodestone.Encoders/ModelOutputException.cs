namespace Lodestone.Encoders;

/// <summary>A model gave a number that is no number, so the answer cannot be ranked.</summary>
/// <remarks>It is never turned into a rank or a zero. The usual causes are a damaged graph or one in half precision.</remarks>
public sealed class ModelOutputException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="index">The index, in the caller's list, of the text or passage it was given.</param>
    /// <param name="value">What it gave: NaN or an infinity.</param>
    public ModelOutputException(string model, int index, float value)
        : base(FormattableString.Invariant(
            $"Model '{model}' gave {value} for input {index}; only finite numbers can be ranked. ") +
            $"Check the model's files with `lodestone models check`, and use an fp32 or int8 graph.")
    {
        Model = model;
        Index = index;
    }

    /// <summary>The model's name.</summary>
    public string Model { get; }

    /// <summary>The index, in the caller's list, of the text or passage it was given.</summary>
    public int Index { get; }
}
