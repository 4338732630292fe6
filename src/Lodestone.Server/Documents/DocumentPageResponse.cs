namespace Lodestone.Server.Documents;

/// <summary>Documents by rising id.</summary>
/// <param name="Documents">The documents of the page.</param>
/// <param name="Next">What <c>after</c> has to be for the next page; null when this was the last.</param>
internal sealed record DocumentPageResponse(IReadOnlyList<DocumentResponse> Documents, string? Next);
