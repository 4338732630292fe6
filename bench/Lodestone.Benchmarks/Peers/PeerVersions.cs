namespace Lodestone.Benchmarks;

/// <summary>What a Node peer runs on.</summary>
internal sealed record PeerVersions(string Node, string Transformers, string OnnxRuntime)
{
    public override string ToString() => $"Node {Node}, transformers.js {Transformers}, ONNX Runtime {OnnxRuntime}";
}
