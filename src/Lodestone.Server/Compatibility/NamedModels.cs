using System.Collections.Concurrent;
using Lodestone.Encoders;
using Lodestone.Server.Errors;
using Lodestone.Server.Models;

namespace Lodestone.Server.Compatibility;

/// <summary>The encoders that requests name, or the server's own where they name none.</summary>
internal sealed class NamedModels(ServedModels served, DefaultModels defaults, ModelPool encoders)
{
    private const string Field = "model";

    // Which models there are does not change while the server runs, and looking reads their files.
    private readonly ConcurrentDictionary<string, string> _biEncoders = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _crossEncoders = new(StringComparer.Ordinal);

    /// <exception cref="RequestException">There is no such bi-encoder.</exception>
    /// <exception cref="ModelLoadException">It cannot be used.</exception>
    public Task<BiEncoder> BiEncoderAsync(string? name, CancellationToken cancellationToken) => name is null
        ? defaults.BiEncoderAsync(cancellationToken)
        : encoders.BiEncoderAsync(_biEncoders.GetOrAdd(name, n => served.BiEncoder(n, Field)), cancellationToken);

    /// <exception cref="RequestException">There is no such cross-encoder.</exception>
    /// <exception cref="ModelLoadException">It cannot be used.</exception>
    public Task<CrossEncoder> CrossEncoderAsync(string? name, CancellationToken cancellationToken) => name is null
        ? defaults.CrossEncoderAsync(cancellationToken)
        : encoders.CrossEncoderAsync(_crossEncoders.GetOrAdd(name, n => served.CrossEncoder(n, Field)), cancellationToken);
}
