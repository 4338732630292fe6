namespace Lodestone;

/// <summary>What vectors must have in common to be compared: the model that made them, and how passages were cut.</summary>
/// <param name="Model">The bi-encoder's name.</param>
/// <param name="Checksum">The checksum of its files.</param>
/// <param name="Dimensions">Floats in a vector.</param>
/// <param name="Settings">How passages are cut and what is put before them, as one string: other settings are another space.</param>
internal sealed record VectorSpace(string Model, string Checksum, int Dimensions, string Settings);
