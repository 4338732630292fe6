namespace Lodestone.Server.Compare;

/// <summary>What the cross-encoder's half of a comparison cost: each time.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Milliseconds">Its work on the pairs.</param>
/// <param name="Runs">Model runs.</param>
internal sealed record CrossEncoderCostResponse(string Model, double Milliseconds, int Runs);
