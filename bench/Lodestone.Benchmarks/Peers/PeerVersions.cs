namespace Lodestone.Benchmarks;

/// <summary>The versions of a Node peer's runtime; a browser only where it does the work.</summary>
internal sealed record PeerVersions(string Node, string Transformers, string OnnxRuntime, string? Browser = null)
{
    public override string ToString() => $"{Browser ?? $"Node {Node}"}, transformers.js {Transformers}, ONNX Runtime {OnnxRuntime}";
}
