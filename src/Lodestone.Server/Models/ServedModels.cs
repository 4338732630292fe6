using System.Collections.Concurrent;
using Lodestone.Encoders;
using Lodestone.Server.Errors;
using Lodestone.Server.Serialization;
using Microsoft.Extensions.Options;

namespace Lodestone.Server.Models;

/// <summary>The models of the server: its two defaults, loaded from its start on, and those that requests may name.</summary>
/// <remarks>
/// Thread-safe. A request names a bundled model or one of the options, never a path: only the operator sets paths.
/// </remarks>
internal sealed class ServedModels(ModelPool models, IOptions<ServerOptions> options)
{
    private readonly Lazy<(Task<BiEncoder> BiEncoder, Task<CrossEncoder> CrossEncoder)> _loads = new(() =>
        (models.BiEncoderAsync(options.Value.BiEncoder), models.CrossEncoderAsync(options.Value.CrossEncoder)));

    // The list of models is constant while the server runs, and reading it opens their files.
    private readonly ConcurrentDictionary<(ModelKind Kind, string Name), string> _references = new();

    /// <summary>
    /// A task that completes when the default models are loaded, and fails when one cannot be used. The first call starts it.
    /// </summary>
    public Task LoadAsync() => Task.WhenAll(_loads.Value.BiEncoder, _loads.Value.CrossEncoder);

    /// <summary>Returns the bi-encoder that a request names, or the default one.</summary>
    /// <exception cref="RequestException">The bi-encoder does not exist.</exception>
    /// <exception cref="ModelLoadException">The bi-encoder cannot be used.</exception>
    public Task<BiEncoder> BiEncoderAsync(string? name, CancellationToken cancellationToken) => models.BiEncoderAsync(
        name is null ? options.Value.BiEncoder : Reference(ModelKind.BiEncoder, name, "model"), cancellationToken);

    /// <summary>Returns the cross-encoder that a request names, or the default one.</summary>
    /// <exception cref="RequestException">The cross-encoder does not exist.</exception>
    /// <exception cref="ModelLoadException">The cross-encoder cannot be used.</exception>
    public Task<CrossEncoder> CrossEncoderAsync(string? name, CancellationToken cancellationToken) => models.CrossEncoderAsync(
        name is null ? options.Value.CrossEncoder : Reference(ModelKind.CrossEncoder, name, "model"), cancellationToken);

    /// <summary>Returns the catalogue's reference of the model that a request names.</summary>
    /// <exception cref="RequestException">There is no model of this name and kind.</exception>
    public string Reference(ModelKind kind, string name, string field)
    {
        if (_references.TryGetValue((kind, name), out var known))
            return known;
        var all = References().Where(r => ModelCatalog.KindOf(r) == kind).ToDictionary(NameOf, StringComparer.Ordinal);
        if (all.TryGetValue(name, out var reference))
            return _references[(kind, name)] = reference;
        var what = kind == ModelKind.BiEncoder ? "bi-encoder" : "cross-encoder";
        throw new RequestException(ErrorTable.Describe(
            ErrorCodes.ModelNotFound,
            $"'{FieldRule.Short(name)}' is not a {what} of this server; known: {string.Join(", ", all.Keys)}. GET /v1/models has all.") with
        {
            Field = field,
            Known = [.. all.Keys],
        });
    }

    /// <summary>Returns the name in requests of the model with this reference.</summary>
    /// <remarks>Of a folder, also one that is gone, it is the last part of its path.</remarks>
    public static string NameOf(string reference)
    {
        var path = ModelCatalog.Reference(reference).AsSpan().TrimEnd(['/', '\\']);
        return path[(path.LastIndexOfAny('/', '\\') + 1)..].ToString();
    }

    /// <summary>The catalogue's entries, none of them loaded, by name in ordinal order.</summary>
    /// <exception cref="ModelLoadException">A model's files cannot be read.</exception>
    public IReadOnlyList<ModelResponse> All() => [.. References().Select(Describe).OrderBy(m => m.Name, StringComparer.Ordinal)];

    /// <summary>Whether the default models are loaded.</summary>
    public ReadinessResponse Readiness()
    {
        ModelReadinessResponse[] own =
        [
            Readiness(options.Value.BiEncoder, _loads.Value.BiEncoder), Readiness(options.Value.CrossEncoder, _loads.Value.CrossEncoder),
        ];
        var status = Array.Exists(own, m => m.Status == "failed") ? "failed"
            : Array.Exists(own, m => m.Status == "loading") ? "loading"
            : "ready";
        return new ReadinessResponse { Status = status, Models = own };
    }

    private static ModelReadinessResponse Readiness(string model, Task load)
    {
        var name = NameOf(model);
        var (status, detail) = load switch
        {
            { IsCompletedSuccessfully: true } => ("ready", null),
            { IsFaulted: true } => ("failed", ErrorTable.Unusable(name, load.Exception!.InnerException!)),
            _ => ("loading", (string?)null),
        };
        return new ModelReadinessResponse { Name = name, Status = status, Detail = detail };
    }

    private IEnumerable<string> References()
    {
        string[] configured = [options.Value.BiEncoder, options.Value.CrossEncoder];
        var names = configured.Select(NameOf).ToHashSet(StringComparer.Ordinal);
        return [.. configured, .. ModelCatalog.Names.Where(n => !names.Contains(n))];
    }

    private ModelResponse Describe(string reference)
    {
        var model = ModelCatalog.Describe(reference);
        return new ModelResponse
        {
            Name = model.Name,
            Kind = (EncoderKind)model.Kind,
            Dimensions = model.Kind == ModelKind.BiEncoder ? model.Width : null,
            MaxTokens = model.MaxTokens,
            Bytes = model.Bytes,
            IsDefault = reference == options.Value.BiEncoder || reference == options.Value.CrossEncoder,
        };
    }
}
