namespace Lodestone.Encoders;

/// <summary>A model gave a number that is NaN or infinite, so the answer cannot be ranked.</summary>
/// <remarks>It is never turned into a rank or a zero. The usual causes are a damaged graph or one in half precision.</remarks>
public sealed class ModelOutputException : LodestoneException
{
    /// <summary>Creates the exception with the code <see cref="ErrorCodes.ModelOutputNotFinite"/>.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="index">The index, in the caller's list, of the text or passage it was given.</param>
    /// <param name="value">The number it gave: NaN or an infinity.</param>
    public ModelOutputException(string model, int index, float value)
        : base(ErrorCodes.ModelOutputNotFinite, FormattableString.Invariant(
            $"Model '{model}' gave {value} for input {index}; only finite numbers can be ranked. ") +
            "Its graph may be damaged, or need more than half precision; graphs in fp32 and int8 are accepted.")
    {
        Model = model;
        Index = index;
        Found = FormattableString.Invariant($"{value}");
        Accepted = "a finite number";
    }

    /// <summary>The model's name.</summary>
    public string Model { get; }

    /// <summary>The index, in the caller's list, of the text or passage it was given.</summary>
    public int Index { get; }
}
