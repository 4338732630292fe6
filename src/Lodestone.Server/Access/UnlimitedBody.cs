using Microsoft.AspNetCore.Http.Metadata;

namespace Lodestone.Server.Access;

/// <summary>Metadata that lifts the host's limit of a body from every route: bodies are bounded where they are read.</summary>
/// <remarks>
/// Over the host's limit a connection is reset while the client still sends, and the client loses the answer. Without one, what is left of
/// a refused body is read and thrown away by the host, for seconds at most.
/// </remarks>
internal sealed class UnlimitedBody : IRequestSizeLimitMetadata
{
    public static UnlimitedBody Mark { get; } = new();

    public long? MaxRequestBodySize => null;
}
