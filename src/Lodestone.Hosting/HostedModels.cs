using System.Collections.Concurrent;
using Lodestone.Encoders;
using Microsoft.Extensions.Logging;

namespace Lodestone.Hosting;

/// <summary>The pools of an application's collections: the application's own, and one for each other folder or provider.</summary>
/// <remarks>Thread-safe. The pools that were made here are disposed with the services; the application's own belongs to them.</remarks>
internal sealed class HostedModels(ModelPool shared, ILoggerFactory loggers) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<ModelPool>> _pools = new(StringComparer.Ordinal);

    /// <summary>The pool of a collection.</summary>
    /// <exception cref="InvalidArgumentException">The options name a pool, and a folder or a provider too.</exception>
    public ModelPool Of(LodestoneOptions options)
    {
        if (options.ModelsFolder is null && options.ExecutionProvider is null)
            return options.Models ?? shared;
        if (options.Models is not null)
        {
            throw new InvalidArgumentException(
                ErrorCodes.OptionsInvalid,
                $"{nameof(options.Models)} is a pool, which has a folder and a provider of its own; {nameof(options.ModelsFolder)} or " +
                $"{nameof(options.ExecutionProvider)} is set too. Set them on the pool, or leave the pool out.",
                nameof(options.Models));
        }

        var provider = options.ExecutionProvider ?? ExecutionProvider.Cpu;
        var settings = provider.Options.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => $"{o.Key}={o.Value}");
        var key = string.Join('\n', [options.ModelsFolder ?? "", provider.Name.ToUpperInvariant(), .. settings]);
        var pool = _pools.GetOrAdd(key, _ => new Lazy<ModelPool>(
            () => new ModelPool(loggers) { ModelsFolder = options.ModelsFolder, ExecutionProvider = provider }));
        return pool.Value;
    }

    public void Dispose()
    {
        foreach (var pool in _pools.Values.Where(p => p.IsValueCreated))
            pool.Value.Dispose();
    }
}
