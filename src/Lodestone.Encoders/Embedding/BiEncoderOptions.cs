namespace Lodestone.Encoders;

/// <summary>How to load a bi-encoder. Every default is what the model's own files say.</summary>
public sealed record BiEncoderOptions
{
    /// <summary>The ONNX file to run, relative to the model folder. Default: the one that suits this machine best.</summary>
    public string? GraphFile { get; init; }

    /// <summary>Reads fewer tokens than the model could, special tokens included. Default: the model's own limit.</summary>
    public int? MaxTokens { get; init; }
}
