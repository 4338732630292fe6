namespace Lodestone.Models;

/// <summary>One input of a graph: shape [1, tokens].</summary>
internal sealed record GraphInput(string Name, InputKind Kind, bool IsInt32);
