using Lodestone.Models;

namespace Lodestone;

/// <summary>Where a cross-encoder puts a passage.</summary>
/// <param name="Rank">From 1; by logit descending, then index; blank passages last.</param>
/// <param name="Score">What the model says of it.</param>
public sealed record CrossEncoderPlace(int Rank, RerankScore Score);
