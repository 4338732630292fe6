using Lodestone.Encoders;
using Microsoft.Extensions.Options;

namespace Lodestone.Hosting;

/// <summary>Refuses options that cannot work when the application starts, not when the first search comes.</summary>
internal sealed class LodestoneOptionsCheck : IValidateOptions<LodestoneOptions>
{
    public ValidateOptionsResult Validate(string? name, LodestoneOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Folder))
            return ValidateOptionsResult.Fail("LodestoneOptions.Folder is blank. Give the folder the collection is kept in.");
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

    // Found, not loaded. An application that never reranks may leave the default cross-encoder out of what it ships.
    private static void Resolve(CollectionOptions options)
    {
        if (options.BiEncoder is { } biEncoder)
            ModelCatalog.Resolve(biEncoder);
        if (options.CrossEncoder != ModelCatalog.DefaultCrossEncoder)
            ModelCatalog.Resolve(options.CrossEncoder);
    }
}
