using System.Collections.Concurrent;
using Lodestone.Encoders;

namespace Lodestone.Cli.Shared;

/// <summary>Loads models on separate threads, so that two load concurrently while the command does other work.</summary>
internal static class ModelLoading
{
    // A load cannot be stopped. If the process ends during one, ONNX Runtime writes an error to standard error.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly ConcurrentBag<Task> Loads = [];
    private static readonly ConcurrentBag<ModelPool> Sets = [];

    public static Task<BiEncoder> BiEncoderAsync(string model, CancellationToken cancellationToken) =>
        Start(() => BiEncoder.Load(model)).WaitAsync(cancellationToken);

    public static Task<CrossEncoder> CrossEncoderAsync(string model, CancellationToken cancellationToken) =>
        Start(() => CrossEncoder.Load(model)).WaitAsync(cancellationToken);

    /// <summary>Encoders for collections. The caller disposes them.</summary>
    public static ModelPool Encoders()
    {
        var encoders = new ModelPool();
        Sets.Add(encoders);
        return encoders;
    }

    /// <summary>Waits, for a limited time, for loads that a failed or cancelled command has left behind.</summary>
    public static async Task SettleAsync()
    {
        var left = Task.WhenAll([.. Loads, .. Sets.Select(s => s.SettledAsync())]);
        await Task.WhenAny(left, Task.Delay(Patience));
    }

    private static Task<T> Start<T>(Func<T> load)
    {
        var task = Task.Run(load);
        Loads.Add(task);
        return task;
    }
}
