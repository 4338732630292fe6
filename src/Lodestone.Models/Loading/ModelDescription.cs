namespace Lodestone.Models;

/// <summary>What a loaded model is, and what its loader decided.</summary>
/// <param name="Name">The bundled name, or the folder's.</param>
/// <param name="Folder">The folder it was loaded from.</param>
/// <param name="Kind">Bi-encoder or cross-encoder.</param>
/// <param name="ModelType">config.json's model_type, such as "bert".</param>
/// <param name="Width">A bi-encoder's dimensions, or a cross-encoder's labels.</param>
/// <param name="MaxTokens">How many tokens it reads at once, special tokens included.</param>
/// <param name="Decisions">What the loader decided and why, in the order it did.</param>
public sealed record ModelDescription(
    string Name, string Folder, ModelKind Kind, string ModelType, int Width, int MaxTokens, IReadOnlyList<ModelDecision> Decisions);
