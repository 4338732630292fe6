namespace Lodestone.Benchmarks;

/// <summary>What a Node peer runs on; a browser only where its work is done in one.</summary>
internal sealed record PeerVersions(string Node, string Transformers, string OnnxRuntime, string? Browser = null)
{
    public override string ToString() => $"{Browser ?? $"Node {Node}"}, transformers.js {Transformers}, ONNX Runtime {OnnxRuntime}";
}
