using System.Collections.Concurrent;
using Lodestone.Models;

namespace Lodestone.Cli;

/// <summary>Loads models on threads of their own, so that two load side by side while the command does something else.</summary>
internal static class ModelLoading
{
    // A load cannot be stopped. If the process ends in the middle of one, the runtime underneath complains on standard error.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly ConcurrentBag<Task> Loads = [];

    public static Task<BiEncoder> BiEncoderAsync(string model, CancellationToken cancellationToken) =>
        Start(() => BiEncoder.Load(model)).WaitAsync(cancellationToken);

    public static Task<CrossEncoder> CrossEncoderAsync(string model, CancellationToken cancellationToken) =>
        Start(() => CrossEncoder.Load(model)).WaitAsync(cancellationToken);

    /// <summary>Begins to load a bi-encoder that a collection will ask for.</summary>
    public static void Begin(EncoderSet encoders, string? biEncoder)
    {
        if (biEncoder is not null)
            Loads.Add(encoders.BiEncoderAsync(biEncoder, CancellationToken.None));
    }

    /// <summary>Begins to load a cross-encoder that a collection will ask for.</summary>
    public static void BeginCross(EncoderSet encoders, string crossEncoder) =>
        Loads.Add(encoders.CrossEncoderAsync(crossEncoder, CancellationToken.None));

    /// <summary>Waits, but not for ever, for loads that a failed or cancelled command has left behind.</summary>
    public static async Task SettleAsync()
    {
        var left = Task.WhenAll(Loads);
        await Task.WhenAny(left, Task.Delay(Patience));
    }

    private static Task<T> Start<T>(Func<T> load)
    {
        var task = Task.Run(load);
        Loads.Add(task);
        return task;
    }
}
