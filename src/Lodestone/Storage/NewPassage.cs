namespace Lodestone;

/// <summary>A passage to be written. Its ordinal is its place in the list, its key is given by the store.</summary>
/// <param name="Start">The index of its first character in the document's text.</param>
/// <param name="End">The index after its last.</param>
/// <param name="Heading">The headings above it, as one string; empty when there is none.</param>
/// <param name="TokenIds">Its tokens.</param>
/// <param name="Input">The hash of exactly what was embedded.</param>
/// <param name="Vector">As many finite floats as the space has dimensions.</param>
internal sealed record NewPassage(
    int Start, int End, string Heading, ReadOnlyMemory<int> TokenIds, InputHash Input, ReadOnlyMemory<float> Vector);
