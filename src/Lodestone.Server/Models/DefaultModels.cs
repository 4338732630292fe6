using Lodestone.Encoders;
using Lodestone.Server.Errors;
using Microsoft.Extensions.Options;

namespace Lodestone.Server.Models;

/// <summary>The encoders of requests that name none: loaded once, from the server's start on.</summary>
internal sealed class DefaultModels(ModelPool encoders, IOptions<ServerOptions> options)
{
    private readonly Lazy<Loads> _loads = new(() => new Loads(
        encoders.BiEncoderAsync(options.Value.BiEncoder), encoders.CrossEncoderAsync(options.Value.CrossEncoder)));

    /// <summary>Ends when both are loaded and checked; fails when one cannot be used. The first to ask begins it.</summary>
    public Task LoadAsync() => Task.WhenAll(_loads.Value.BiEncoder, _loads.Value.CrossEncoder);

    public Task<BiEncoder> BiEncoderAsync(CancellationToken cancellationToken) =>
        encoders.BiEncoderAsync(options.Value.BiEncoder, cancellationToken);

    public Task<CrossEncoder> CrossEncoderAsync(CancellationToken cancellationToken) =>
        encoders.CrossEncoderAsync(options.Value.CrossEncoder, cancellationToken);

    public ReadinessResponse Readiness()
    {
        ModelReadinessResponse[] models =
        [
            Of(options.Value.BiEncoder, _loads.Value.BiEncoder), Of(options.Value.CrossEncoder, _loads.Value.CrossEncoder),
        ];
        var status = Array.Exists(models, m => m.Status == "failed") ? "failed"
            : Array.Exists(models, m => m.Status == "loading") ? "loading"
            : "ready";
        return new ReadinessResponse { Status = status, Models = models };
    }

    private static ModelReadinessResponse Of(string model, Task load)
    {
        // A folder that is gone has no name in the catalogue any more; the folder's own is the same.
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(model));
        var (status, detail) = load switch
        {
            { IsCompletedSuccessfully: true } => ("ready", null),
            { IsFaulted: true } => ("failed", ModelProblem.Sentence(name, load.Exception!.InnerException!)),
            _ => ("loading", (string?)null),
        };
        return new ModelReadinessResponse { Name = name, Status = status, Detail = detail };
    }

    private sealed record Loads(Task<BiEncoder> BiEncoder, Task<CrossEncoder> CrossEncoder);
}
