using Lodestone.Encoders;
using Microsoft.Extensions.Options;

namespace Lodestone.Hosting;

/// <summary>Validates the options when the application starts, before the first search.</summary>
internal sealed class LodestoneOptionsCheck : IValidateOptions<LodestoneOptions>
{
    public ValidateOptionsResult Validate(string? name, LodestoneOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Folder))
            return ValidateOptionsResult.Fail("LodestoneOptions.Folder is blank. Set it to the collection's folder.");
        if (options.Collection is null)
            return ValidateOptionsResult.Fail("LodestoneOptions.Collection is null. Leave it out for the defaults.");
        try
        {
            options.Collection.Validate();
            Resolve(options.Collection);
            return ValidateOptionsResult.Success;
        }
        catch (ModelLoadException error)
        {
            return ValidateOptionsResult.Fail("LodestoneOptions.Collection: " + error.Message);
        }
        catch (ArgumentException error)
        {
            return ValidateOptionsResult.Fail("LodestoneOptions.Collection: " + error.Message);
        }
    }

    // Located, not loaded. An application that never reranks may ship without the default cross-encoder.
    private static void Resolve(CollectionOptions options)
    {
        if (options.BiEncoder is { } biEncoder)
            ModelCatalog.Resolve(biEncoder);
        if (options.CrossEncoder != ModelCatalog.DefaultCrossEncoder)
            ModelCatalog.Resolve(options.CrossEncoder);
    }
}
