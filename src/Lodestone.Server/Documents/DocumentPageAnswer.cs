namespace Lodestone.Server;

/// <summary>Documents by rising id.</summary>
/// <param name="Documents">The documents of the page.</param>
/// <param name="Next">What <c>after</c> has to be for the next page; null when this was the last.</param>
internal sealed record DocumentPageAnswer(IReadOnlyList<DocumentAnswer> Documents, string? Next);
