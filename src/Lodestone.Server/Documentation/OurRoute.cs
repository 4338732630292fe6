namespace Lodestone.Server.Documentation;

/// <summary>Metadata of every route of the server, by which they are told from an application's own.</summary>
internal sealed class OurRoute
{
    public static OurRoute Mark { get; } = new();
}
