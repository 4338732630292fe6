using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Lodestone.Encoders.Runtime;

/// <summary>The inputs and outputs that a graph declares, found by name and shape.</summary>
internal sealed class GraphSignature
{
    private static readonly Dictionary<string, InputKind> KnownInputs = new(StringComparer.Ordinal)
    {
        ["input_ids"] = InputKind.InputIds,
        ["token_type_ids"] = InputKind.TokenTypeIds,
        ["attention_mask"] = InputKind.AttentionMask,
        ["position_ids"] = InputKind.PositionIds,
    };

    private static readonly (string Name, OutputKind Kind, int Rank)[] KnownOutputs =
    [
        ("logits", OutputKind.Logits, 2),
        ("sentence_embedding", OutputKind.SentenceEmbedding, 2),
        ("token_embeddings", OutputKind.TokenEmbeddings, 3),
        ("last_hidden_state", OutputKind.TokenEmbeddings, 3),
    ];

    private GraphSignature(IReadOnlyList<GraphInput> inputs, IReadOnlyList<GraphOutput> outputs)
    {
        Inputs = inputs;
        Outputs = outputs;
    }

    public IReadOnlyList<GraphInput> Inputs { get; }

    public IReadOnlyList<GraphOutput> Outputs { get; }

    public static GraphSignature Read(InferenceSession session, string file) =>
        new([.. session.InputMetadata.Select(i => Input(i.Key, i.Value, file))], [.. Known(session)]);

    public GraphOutput? Find(OutputKind kind) => Outputs.FirstOrDefault(o => o.Kind == kind);

    /// <summary>The recognised outputs in words, for messages.</summary>
    public string Describe() =>
        Outputs.Count == 0 ? "no known output" : string.Join(", ", Outputs.Select(o => $"{o.Name} [{string.Join(", ", o.Shape)}]"));

    private static GraphInput Input(string name, NodeMetadata metadata, string file)
    {
        if (!KnownInputs.TryGetValue(name, out var kind))
        {
            throw new ModelLoadException(
                ErrorCodes.ModelUnsupported,
                $"Graph '{file}' has an input '{name}' that a text encoder does not have. Accepted inputs: " +
                $"{string.Join(", ", KnownInputs.Keys)}. Export the encoder alone, without a decoder, cache or image inputs.",
                file, string.Join(", ", KnownInputs.Keys), name);
        }

        if (metadata.ElementDataType is not (TensorElementType.Int64 or TensorElementType.Int32))
        {
            throw new ModelLoadException(
                ErrorCodes.ModelUnsupported,
                $"Graph '{file}' has the input '{name}' as {metadata.ElementDataType}; token ids are int64 or int32. " +
                "Export it again with int64 inputs.",
                file, "int64 or int32", metadata.ElementDataType.ToString());
        }

        return new GraphInput(name, kind, metadata.ElementDataType == TensorElementType.Int32);
    }

    private static IEnumerable<GraphOutput> Known(InferenceSession session)
    {
        foreach (var (name, kind, rank) in KnownOutputs)
        {
            if (session.OutputMetadata.TryGetValue(name, out var found) && found.ElementDataType == TensorElementType.Float &&
                found.Dimensions.Length == rank)
                yield return new GraphOutput(name, kind, found.Dimensions);
        }
    }
}

/// <summary>One input of a graph: shape [1, tokens].</summary>
internal sealed record GraphInput(string Name, InputKind Kind, bool IsInt32);

/// <summary>One output of a graph; -1 in its shape is a dimension known only at run time.</summary>
internal sealed record GraphOutput(string Name, OutputKind Kind, int[] Shape)
{
    /// <summary>The last dimension: labels, or the width of a vector; -1 when the graph leaves it open.</summary>
    public int Width => Shape[^1];
}

/// <summary>The meaning of a graph's input, recognised by its name.</summary>
internal enum InputKind
{
    InputIds,
    TokenTypeIds,
    AttentionMask,
    PositionIds,
}

/// <summary>The meaning of a graph's output, recognised by its name and shape.</summary>
internal enum OutputKind
{
    /// <summary>[1, labels]: a cross-encoder's scores.</summary>
    Logits,

    /// <summary>[1, dimensions]: pooled by the graph itself.</summary>
    SentenceEmbedding,

    /// <summary>[1, tokens, hidden]: pooled by us.</summary>
    TokenEmbeddings,
}
