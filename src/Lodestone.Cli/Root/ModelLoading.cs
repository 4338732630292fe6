using Lodestone.Models;

namespace Lodestone.Cli;

/// <summary>Loads models on threads of their own, so that two load side by side and Ctrl+C need not wait for them.</summary>
internal static class ModelLoading
{
    public static Task<BiEncoder> BiEncoderAsync(string model, CancellationToken cancellationToken) =>
        Task.Run(() => BiEncoder.Load(model), cancellationToken).WaitAsync(cancellationToken);

    public static Task<CrossEncoder> CrossEncoderAsync(string model, CancellationToken cancellationToken) =>
        Task.Run(() => CrossEncoder.Load(model), cancellationToken).WaitAsync(cancellationToken);
}
