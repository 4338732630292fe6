namespace Lodestone.Server.Models;

/// <summary>Whether the server can answer at once.</summary>
/// <param name="Status"><c>ready</c>, <c>loading</c>, or <c>failed</c>.</param>
/// <param name="Models">The default models.</param>
internal sealed record ReadinessResponse(string Status, IReadOnlyList<ModelReadinessResponse> Models);
