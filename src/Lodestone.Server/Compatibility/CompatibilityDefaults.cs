namespace Lodestone.Server;

/// <summary>The limits of the shapes that others speak, in one place for code, help and documentation.</summary>
public static class CompatibilityDefaults
{
    /// <summary>The most texts or documents of a request to embed or to rerank.</summary>
    public const int MaxInputs = 10_000;

    /// <summary>Documents that are one search unit, as Cohere counts them.</summary>
    public const int DocumentsPerSearchUnit = 100;
}
