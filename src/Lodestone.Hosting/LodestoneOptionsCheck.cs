using Lodestone.Encoders;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Lodestone.Hosting;

/// <summary>Validates the options when the application starts, before the first search.</summary>
internal sealed class LodestoneOptionsCheck(HostedModels models, ILoggerFactory loggers, TimeProvider clock)
    : IValidateOptions<LodestoneOptions>
{
    public ValidateOptionsResult Validate(string? name, LodestoneOptions options)
    {
        try
        {
            if (string.IsNullOrWhiteSpace(options.Folder))
                throw Invalid(nameof(options.Folder), "is blank. Set it to the collection's folder.");
            if (options.StartupWait < TimeSpan.Zero)
                throw Invalid(nameof(options.StartupWait), $"is {options.StartupWait}; zero or more is accepted.");
            if (options.Keywords is null)
                throw Invalid(nameof(options.Keywords), "is null. Leave it out for the defaults.");
            if (options.ModelsFolder is { } folder && !Directory.Exists(folder))
                throw Invalid(nameof(options.ModelsFolder), $"is '{folder}', which is not a folder. Set it to one that has models.");
            var pool = models.Of(options);
            options.ToCollectionOptions(pool, loggers, clock).Validate();
            Resolve(options, pool);
            ValidateFolder(options);
            return ValidateOptionsResult.Success;
        }
        catch (Exception error) when (error is ILodestoneError)
        {
            return ValidateOptionsResult.Fail($"{Subject(name)}: {error.Message} ({((ILodestoneError)error).Code})");
        }
    }

    /// <summary>The collection that the options are of, as a message names it.</summary>
    public static string Subject(string? name) =>
        string.IsNullOrEmpty(name) ? "The options of the collection" : $"The options of the collection '{name}'";

    // Located, not loaded. A collection that exists knows its bi-encoder; a new one needs the default.
    private static void Resolve(LodestoneOptions options, ModelPool pool)
    {
        if (options.Embedder is null && (options.BiEncoder is not null || !Collection.Exists(options.Folder)))
            pool.Resolve(options.BiEncoder ?? ModelCatalog.DefaultBiEncoder);
        if (options.Reranker is null)
            pool.Resolve(options.CrossEncoder);
    }

    private static void ValidateFolder(LodestoneOptions options)
    {
        if (options.ReadOnly)
            return;
        try
        {
            Directory.CreateDirectory(options.Folder);
            // Removed again by the system, also when the process ends here.
            using var probe = new FileStream(
                Path.Combine(options.Folder, Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1,
                FileOptions.DeleteOnClose);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new InvalidArgumentException(
                ErrorCodes.NotPermitted,
                $"{nameof(options.Folder)} '{options.Folder}' cannot be written ({refused.Message}). Accepted is a folder that the " +
                "application may write, or ReadOnly for a collection that another process writes.",
                nameof(options.Folder),
                refused);
        }
    }

    private static InvalidArgumentException Invalid(string option, string problem) =>
        new(ErrorCodes.OptionsInvalid, $"{option} {problem}", option);
}
