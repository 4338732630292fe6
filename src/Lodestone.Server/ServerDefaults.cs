namespace Lodestone.Server;

/// <summary>The defaults of the server, in one place for code, help and documentation.</summary>
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
}
