namespace Lodestone.Models;

/// <summary>What a graph gives, told by the output's name and shape.</summary>
internal enum OutputKind
{
    /// <summary>[1, labels]: a cross-encoder's scores.</summary>
    Logits,

    /// <summary>[1, dimensions]: pooled by the graph itself.</summary>
    SentenceEmbedding,

    /// <summary>[1, tokens, hidden]: to be pooled by us.</summary>
    TokenEmbeddings,
}
