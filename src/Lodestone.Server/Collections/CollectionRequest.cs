using System.ComponentModel.DataAnnotations;

namespace Lodestone.Server.Collections;

/// <summary>What a collection is to be.</summary>
internal sealed record CollectionRequest
{
    /// <summary>The bi-encoder its documents are embedded with: a name of <c>/v1/models</c>. Default: the server's.</summary>
    [Length(1, 200)]
    public string? BiEncoder { get; init; }
}
