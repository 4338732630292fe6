using Lodestone.Encoders;

namespace Lodestone.Cli.Shared;

/// <summary>Names of bundled models for completion; an empty list instead of an error.</summary>
internal static class ModelNames
{
    public static IEnumerable<string> Of(ModelKind? kind = null)
    {
        try
        {
            return [.. ModelCatalog.Names.Where(n => kind is null || ModelCatalog.KindOf(n) == kind)];
        }
        catch (ModelLoadException)
        {
            return [];
        }
    }
}
