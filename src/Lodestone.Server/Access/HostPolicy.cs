using Microsoft.Extensions.Primitives;

namespace Lodestone.Server;

/// <summary>By which names the server may be called, and by pages of which origins.</summary>
/// <param name="Names">The names, which may begin with <c>*.</c>; none: any; null: those of this machine.</param>
/// <param name="Origins">Origins of pages, besides its own.</param>
internal sealed record HostPolicy(IReadOnlyList<StringSegment>? Names, IReadOnlyList<string> Origins);
