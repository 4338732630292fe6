using Lodestone.Encoders;
using Lodestone.Server.Errors;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Lodestone.Server.Models;

/// <summary>The models that requests may name: the bundled ones and those of the options. Never a path: that is the operator's.</summary>
internal sealed class ServedModels(IOptions<ServerOptions> options)
{
    /// <summary>What the catalogue knows them by, without loading any; by name, in ordinal order.</summary>
    /// <exception cref="ModelLoadException">A model's files cannot be read.</exception>
    public IReadOnlyList<ModelResponse> All() => [.. References().Select(Describe).OrderBy(m => m.Name, StringComparer.Ordinal)];

    /// <summary>What a request calls the model with this reference.</summary>
    public string NameOf(string reference) => ModelCatalog.Resolve(reference).Name;

    /// <summary>The reference of the bi-encoder that a request names.</summary>
    /// <exception cref="RequestException">There is no such bi-encoder.</exception>
    public string BiEncoder(string name, string field = "biEncoder") => Find(name, ModelKind.BiEncoder, "bi-encoder", field);

    /// <summary>The reference of the cross-encoder that a request names.</summary>
    /// <exception cref="RequestException">There is no such cross-encoder.</exception>
    public string CrossEncoder(string name, string field) => Find(name, ModelKind.CrossEncoder, "cross-encoder", field);

    private string Find(string name, ModelKind kind, string what, string field)
    {
        var known = References().Where(r => ModelCatalog.KindOf(r) == kind).ToDictionary(NameOf, StringComparer.Ordinal);
        return known.TryGetValue(name, out var reference) ? reference : throw new RequestException(Problem.Of(
            "model-not-found", StatusCodes.Status422UnprocessableEntity, "There is no such model",
            $"'{FieldRule.Short(name)}' is no {what} of this server; known: {string.Join(", ", known.Keys)}. GET /v1/models has all.") with
        {
            Field = field,
            Known = [.. known.Keys],
        });
    }

    private IEnumerable<string> References()
    {
        string[] configured = [options.Value.BiEncoder, options.Value.CrossEncoder];
        var names = configured.Select(NameOf).ToHashSet(StringComparer.Ordinal);
        return [.. configured, .. ModelCatalog.Names.Where(n => !names.Contains(n))];
    }

    private ModelResponse Describe(string reference)
    {
        var model = ModelCatalog.Outline(reference);
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
