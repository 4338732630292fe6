using Lodestone.Cli.Input;
using Lodestone.Encoders;

namespace Lodestone.Cli.Embed;

/// <summary>Writes embeddings in order. If it is disposed before completion, it removes its output.</summary>
internal interface IEmbeddingSink : IAsyncDisposable
{
    /// <summary>Writes a block.</summary>
    /// <param name="texts">Its texts.</param>
    /// <param name="vectors">Their embeddings, one after another.</param>
    /// <param name="usage">The number of tokens read of each text.</param>
    /// <param name="cancellationToken">Cancels between writes.</param>
    ValueTask WriteAsync(
        IReadOnlyList<InputText> texts,
        ReadOnlyMemory<float> vectors,
        IReadOnlyList<TokenUsage> usage,
        CancellationToken cancellationToken);

    /// <summary>Completes the output, which appears as a whole.</summary>
    ValueTask CompleteAsync(CancellationToken cancellationToken);
}
