namespace Lodestone.Server;

/// <summary>The defaults of the server, in one place for code, help and documentation.</summary>
public static class ServerDefaults
{
    /// <summary>The address it listens on: this machine only.</summary>
    public const string Url = "http://127.0.0.1:8080";

    /// <summary>The folder of collections and keys.</summary>
    public const string DataFolder = ".lodestone-server";

    /// <summary>The folder of the built web pages, beside the program.</summary>
    public const string WebFolder = "web";

    /// <summary>How long requests under way may take to end when the server stops, in seconds.</summary>
    public const int ShutdownSeconds = 20;
}
