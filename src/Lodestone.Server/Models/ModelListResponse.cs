namespace Lodestone.Server.Models;

/// <summary>The models that the server has.</summary>
/// <param name="Models">By name, in ordinal order.</param>
internal sealed record ModelListResponse(IReadOnlyList<ModelResponse> Models);
