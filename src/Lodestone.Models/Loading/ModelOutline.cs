namespace Lodestone.Models;

/// <summary>What a model's files say of it, without loading its graph.</summary>
/// <param name="Name">The bundled name, or the folder's.</param>
/// <param name="Kind">Bi-encoder or cross-encoder.</param>
/// <param name="Width">A bi-encoder's dimensions, or a cross-encoder's labels; null when no file says.</param>
/// <param name="MaxTokens">How many tokens it reads at once, special tokens included.</param>
/// <param name="Bytes">The size of its folder.</param>
public sealed record ModelOutline(string Name, ModelKind Kind, int? Width, int MaxTokens, long Bytes)
{
    /// <summary>Whether it is used when none is named.</summary>
    public bool IsDefault => Name is ModelCatalog.DefaultBiEncoder or ModelCatalog.DefaultCrossEncoder;
}
