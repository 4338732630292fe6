using Microsoft.Extensions.Options;

namespace Lodestone;

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
            options.Collection.Demand();
            return ValidateOptionsResult.Success;
        }
        catch (ArgumentException error)
        {
            return ValidateOptionsResult.Fail("LodestoneOptions.Collection: " + error.Message);
        }
    }
}
