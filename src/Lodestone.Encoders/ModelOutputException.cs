namespace Lodestone.Encoders;

/// <summary>The exception for a model run that failed, or whose output is NaN or infinite and therefore cannot be ranked.</summary>
/// <remarks>Such an output never becomes a rank or a zero. The usual causes are a damaged graph or one in half precision.</remarks>
public sealed class ModelOutputException : LodestoneException
{
    /// <summary>Creates the exception with the code <see cref="ErrorCodes.ModelOutputNotFinite"/>.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="index">The index of the text or passage in the caller's list.</param>
    /// <param name="value">The model's output: NaN or an infinity.</param>
    public ModelOutputException(string model, int index, float value)
        : base(ErrorCodes.ModelOutputNotFinite, FormattableString.Invariant(
            $"Model '{model}' returned {value} for input {index}; only finite numbers can be ranked. ") +
            "Its graph may be damaged, or need more than half precision; graphs in fp32 and int8 are accepted.")
    {
        Model = model;
        Index = index;
        Found = FormattableString.Invariant($"{value}");
        Accepted = "a finite number";
    }

    /// <summary>Creates the exception with the code <see cref="ErrorCodes.ModelRunFailed"/>.</summary>
    /// <param name="model">The model's name or file.</param>
    /// <param name="inner">The error of the runtime.</param>
    internal ModelOutputException(string model, Exception inner)
        : base(ErrorCodes.ModelRunFailed, $"A run of model '{model}' failed: {inner.Message} Its graph may be damaged, or its tokenizer " +
            "another model's.", inner)
    {
        Model = model;
        Found = inner.Message;
        Accepted = "inputs the graph can compute";
    }

    /// <summary>The model's name, or the file of its graph.</summary>
    public string Model { get; }

    /// <summary>The index of the text or passage in the caller's list; null when the run itself failed.</summary>
    public int? Index { get; }
}
