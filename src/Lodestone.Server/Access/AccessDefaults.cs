namespace Lodestone.Server;

/// <summary>The defaults of access, in one place for code, help and documentation.</summary>
public static class AccessDefaults
{
    /// <summary>The file of API keys in the data folder.</summary>
    public const string KeyFile = "keys.json";

    /// <summary>The maximum size of the file of API keys in bytes; every request reads it. A key takes about 250.</summary>
    public const int MaxKeyFileBytes = 1 << 20;

    /// <summary>The maximum length of a key's name in characters.</summary>
    public const int MaxNameLength = 200;

    /// <summary>The maximum number of concurrent connections.</summary>
    public const int MaxConnections = 1_000;

    /// <summary>The time limit for a request's headers, in seconds.</summary>
    public const int HeaderSeconds = 10;

    /// <summary>The time after which a connection without a request is closed, in seconds.</summary>
    public const int KeepAliveSeconds = 130;

    /// <summary>The minimum rate at which a body must arrive and a response must be read, in bytes a second.</summary>
    public const int MinBytesPerSecond = 240;

    /// <summary>The time before the minimum rate applies, in seconds.</summary>
    public const int MinRateGraceSeconds = 10;
}
