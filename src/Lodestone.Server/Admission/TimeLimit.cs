namespace Lodestone.Server.Admission;

/// <summary>
/// Metadata of an endpoint: what its time is limited by. Without it a request has the server's time or its header's, whichever is less.
/// </summary>
internal sealed class TimeLimit
{
    /// <summary>The header's time is a budget that the endpoint spends by itself; only the server's stops it.</summary>
    public static readonly TimeLimit HeaderIsBudget = new();

    /// <summary>Only the header's time stops it: it is a stream, which may be of any length.</summary>
    public static readonly TimeLimit HeaderOnly = new();

    private TimeLimit()
    {
    }
}
