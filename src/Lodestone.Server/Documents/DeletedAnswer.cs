namespace Lodestone.Server;

/// <summary>How many documents a deletion took out.</summary>
/// <param name="Deleted">Documents that were there.</param>
internal sealed record DeletedAnswer(int Deleted);
