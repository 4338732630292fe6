namespace Lodestone.Server.Documents;

/// <summary>How many documents a deletion took out.</summary>
/// <param name="Deleted">Documents that were there.</param>
internal sealed record DeletedResponse(int Deleted);
