namespace Lodestone;

/// <summary>What an encoder does in a search; several together as flags.</summary>
[Flags]
public enum EncoderRoles
{
    /// <summary>Neither.</summary>
    None = 0,

    /// <summary>Embeds queries and documents.</summary>
    BiEncoder = 1,

    /// <summary>Reads the query with each of the best candidates.</summary>
    CrossEncoder = 2,

    /// <summary>Both.</summary>
    Both = BiEncoder | CrossEncoder,
}
