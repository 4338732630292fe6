namespace Lodestone.Encoders;

/// <summary>How to load a cross-encoder. Every default is what the model's own files say.</summary>
public sealed record CrossEncoderOptions
{
    /// <summary>The ONNX file to run, relative to the model folder. Default: the one that suits this machine best.</summary>
    public string? GraphFile { get; init; }

    /// <summary>Reads fewer tokens than the model could, special tokens included. Default: the model's own limit.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Which label's score to use, from 0, of a model that gives several. Default: none; such a model is refused.</summary>
    public int? ScoreIndex { get; init; }

    /// <summary>The clock that budgets and elapsed times are taken from. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
