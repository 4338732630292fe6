namespace Lodestone.Server;

/// <summary>The defaults of the server, in one place for code, help and documentation.</summary>
public static class ServerDefaults
{
    /// <summary>The listen address: this machine only.</summary>
    public const string Url = "http://127.0.0.1:8080";

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
}
