namespace Lodestone.Server;

/// <summary>The numbers and names of the server, as docs/server.md has them. Figures: docs/decisions/0013-admission.md.</summary>
internal static class ServerDefaults
{
    /// <summary>The folder of collections and keys.</summary>
    public const string DataFolder = ".lodestone-server";

    /// <summary>The folder of the built web pages, beside the program.</summary>
    public const string WebFolder = "web";

    /// <summary>How long requests under way may take to end when the server stops, in seconds.</summary>
    public const int ShutdownSeconds = 20;

    /// <summary>The most bytes of a request that is one JSON value: 16 MiB.</summary>
    public const long MaxBodyBytes = 16 * 1024 * 1024;

    /// <summary>Values within values of a request.</summary>
    public const int MaxDepth = 32;

    /// <summary>The most bytes of one line of an upload: 16 MiB.</summary>
    public const int MaxLineBytes = 16 * 1024 * 1024;

    /// <summary>Lines of an upload that may be unusable; one more ends it.</summary>
    public const int MaxProblems = 1_000;

    /// <summary>Documents of a page of the list.</summary>
    public const int PageDocuments = 100;

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

    /// <summary>Tokens of interactive work that may wait, for each core.</summary>
    public const int InteractiveTokensPerCore = 16_384;

    /// <summary>Tokens of bulk work that may wait, for each core.</summary>
    public const int BulkTokensPerCore = 131_072;

    /// <summary>Tokens up to which a request is interactive when it does not say what it is.</summary>
    public const int InteractiveRequestTokens = 16_384;

    /// <summary>
    /// A request of more tokens than the bulk bound is admitted when no more than this part of the bound waits: 1 in 4.
    /// </summary>
    public const int OversizeShare = 4;

    /// <summary>Tokens that a search reserves for each passage it may rerank, until searches have shown what they need.</summary>
    public const int SearchPassageTokens = PassageOptions.DefaultMaxTokens;

    /// <summary>Characters that are taken for one token where a text is not tokenised before it is admitted.</summary>
    public const int CharactersPerToken = 4;

    /// <summary>Values of documents that a filter compares in the time in which a model reads one token.</summary>
    public const int FilterValuesPerToken = 2_048;

    /// <summary>Tokens a second and core that Retry-After is reckoned with until some have been measured.</summary>
    public const int TokensPerSecondAndCore = 3_000;

    /// <summary>The longest time that a request may take, in minutes; streams of documents may take longer.</summary>
    public const int RequestMinutes = 10;
}
