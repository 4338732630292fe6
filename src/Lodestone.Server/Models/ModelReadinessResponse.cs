namespace Lodestone.Server.Models;

/// <summary>Whether a model is loaded and checked.</summary>
/// <param name="Name">The model.</param>
/// <param name="Status"><c>ready</c>, <c>loading</c>, or <c>failed</c>.</param>
/// <param name="Detail">Why it cannot be used; null if it can, or may yet.</param>
internal sealed record ModelReadinessResponse(string Name, string Status, string? Detail);
