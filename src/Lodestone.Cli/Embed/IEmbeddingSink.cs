using Lodestone.Cli.Input;
using Lodestone.Encoders;

namespace Lodestone.Cli.Embed;

/// <summary>Takes embeddings in order. Disposed without being completed, it leaves nothing behind.</summary>
internal interface IEmbeddingSink : IAsyncDisposable
{
    /// <summary>Writes a block.</summary>
    /// <param name="texts">Its texts.</param>
    /// <param name="vectors">Their embeddings, one after another.</param>
    /// <param name="usage">How much of each text was read.</param>
    /// <param name="cancellationToken">Honoured between writes.</param>
    ValueTask WriteAsync(
        IReadOnlyList<InputText> texts,
        ReadOnlyMemory<float> vectors,
        IReadOnlyList<TokenUsage> usage,
        CancellationToken cancellationToken);

    /// <summary>Ends the output: after this it is there, whole.</summary>
    ValueTask CompleteAsync(CancellationToken cancellationToken);
}
