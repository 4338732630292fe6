namespace Lodestone.Server;

/// <summary>The defaults of access, in one place for code, help and documentation.</summary>
internal static class AccessDefaults
{
    /// <summary>The file of API keys in the data folder.</summary>
    public const string KeyFile = "keys.json";

    /// <summary>The most bytes of the file of API keys, which every request reads. A key takes about 250.</summary>
    public const int MaxKeyFileBytes = 1 << 20;

    /// <summary>The most characters of a key's name.</summary>
    public const int MaxNameLength = 200;

    /// <summary>The most connections at once.</summary>
    public const int MaxConnections = 1_000;

    /// <summary>Seconds in which a request's headers have to be there.</summary>
    public const int HeaderSeconds = 10;

    /// <summary>Seconds after which a connection without a request is closed.</summary>
    public const int KeepAliveSeconds = 130;

    /// <summary>Bytes a second that a body has to come with, and an answer has to be taken with, at least.</summary>
    public const int MinBytesPerSecond = 240;

    /// <summary>Seconds before which that is not demanded.</summary>
    public const int MinRateGraceSeconds = 10;
}
