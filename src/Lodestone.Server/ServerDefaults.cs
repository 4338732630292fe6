namespace Lodestone.Server;

/// <summary>The numbers and names of the server, as docs/server.md has them. Figures: docs/decisions/0013-admission.md.</summary>
internal static class ServerDefaults
{
    /// <summary>The folder of collections and keys.</summary>
    public const string DataFolder = ".lodestone-server";

    /// <summary>The folder of the built web pages, beside the program.</summary>
    public const string WebFolder = "web";

    /// <summary>The time that in-flight requests may take to end when the server stops, in seconds.</summary>
    public const int ShutdownSeconds = 20;

    /// <summary>The maximum size of a request with one JSON value, in bytes: 16 MiB.</summary>
    public const long MaxBodyBytes = 16 * 1024 * 1024;

    /// <summary>The maximum nesting depth of a request's JSON.</summary>
    public const int MaxDepth = 32;

    /// <summary>The maximum size of one line of an upload, in bytes: 16 MiB.</summary>
    public const int MaxLineBytes = 16 * 1024 * 1024;

    /// <summary>The maximum number of unusable lines of an upload; one more ends it.</summary>
    public const int MaxProblems = 1_000;

    /// <summary>The number of documents of a page of the list.</summary>
    public const int PageDocuments = 100;

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

    /// <summary>The tokens of interactive work that may wait, for each core.</summary>
    public const int InteractiveTokensPerCore = 16_384;

    /// <summary>The tokens of bulk work that may wait, for each core.</summary>
    public const int BulkTokensPerCore = 131_072;

    /// <summary>The tokens up to which a request without a priority is interactive.</summary>
    public const int InteractiveRequestTokens = 16_384;

    /// <summary>
    /// The part of the bulk bound, 1 in 4, up to which tokens may wait when a request larger than that bound is admitted.
    /// </summary>
    public const int OversizeShare = 4;

    /// <summary>The tokens that a search reserves for each passage it may rerank, until searches have been measured.</summary>
    public const int SearchPassageTokens = PassageOptions.DefaultMaxTokens;

    /// <summary>The characters that count as one token where a text is admitted before it is tokenised.</summary>
    public const int CharactersPerToken = 4;

    /// <summary>The document values that a filter compares in the time in which a model reads one token.</summary>
    public const int FilterValuesPerToken = 2_048;

    /// <summary>The tokens a second and core from which Retry-After is computed until a rate has been measured.</summary>
    public const int TokensPerSecondAndCore = 3_000;

    /// <summary>The time limit of a request in minutes; streams of documents may take longer.</summary>
    public const int RequestMinutes = 10;
}
