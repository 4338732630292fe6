namespace Lodestone.Encoders;

/// <summary>Options for loading a bi-encoder; by default the model's own files decide.</summary>
public sealed record BiEncoderOptions
{
    /// <summary>The ONNX file to run, relative to the model folder. Default: the file that suits this machine best.</summary>
    public string? GraphFile { get; init; }

    /// <summary>
    /// The maximum number of tokens to read, special tokens included, up to the model's limit. Default: the model's limit.
    /// </summary>
    public int? MaxTokens { get; init; }

    /// <summary>What runs the model. Default: the processor.</summary>
    public ExecutionProvider ExecutionProvider { get; init; } = ExecutionProvider.Cpu;
}
