using Lodestone.Encoders.Runtime;

namespace Lodestone.Encoders;

/// <summary>What runs a model: the processor, or an accelerator that another package of ONNX Runtime brings.</summary>
/// <remarks>
/// <para>
/// The package Lodestone.Encoders brings the CPU runtime. An application that references another package of ONNX Runtime, such as
/// Microsoft.ML.OnnxRuntime.Gpu, has that one in its place, and chooses the provider by name.
/// </para>
/// <para>
/// The bundled models are int8 and made for processors; an accelerator serves a folder of one's own with an fp16 or fp32 graph better.
/// Results of different providers differ in the last digits, and the promise of equal bits holds within one provider as far as it keeps
/// it itself.
/// </para>
/// </remarks>
public sealed record ExecutionProvider
{
    /// <summary>The processor.</summary>
    public static ExecutionProvider Cpu { get; } = new();

    /// <summary>
    /// The name in ONNX Runtime, without regard to case and without "ExecutionProvider": <c>cpu</c>, <c>cuda</c>, <c>tensorrt</c>,
    /// <c>dml</c> (or <c>directml</c>), <c>coreml</c>, <c>openvino</c> and others. Default: <c>cpu</c>.
    /// </summary>
    public string Name { get; init; } = "cpu";

    /// <summary>The provider's own settings, such as <c>device_id</c>, as ONNX Runtime documents them. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>The providers that the application's ONNX Runtime was built with, in lower case.</summary>
    /// <remarks>A provider of the list may still fail to start, when the machine lacks what it needs.</remarks>
    /// <exception cref="ModelLoadException">ONNX Runtime is not there, or is not for this platform.</exception>
    public static IReadOnlyList<string> FindAvailable() => [.. ExecutionProviders.Available().Select(a => a.ToLowerInvariant())];
}
