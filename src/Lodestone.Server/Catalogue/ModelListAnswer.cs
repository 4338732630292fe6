namespace Lodestone.Server;

/// <summary>The models that the server has.</summary>
/// <param name="Models">By name, in ordinal order.</param>
internal sealed record ModelListAnswer(IReadOnlyList<ModelAnswer> Models);
