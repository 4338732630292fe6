using Lodestone.Models;

namespace Lodestone.Server;

/// <summary>What a server serves, and from where.</summary>
public sealed class ServerOptions
{
    /// <summary>
    /// The folder that holds the collections, in <c>collections/</c>, and the keys. Made when it is missing. Default:
    /// <see cref="ServerDefaults.DataFolder"/> in the working folder.
    /// </summary>
    public string DataFolder { get; set; } = ServerDefaults.DataFolder;

    /// <summary>The bi-encoder of new collections and of requests that name none. Default: <see cref="ModelCatalog.DefaultBiEncoder"/>.</summary>
    public string BiEncoder { get; set; } = ModelCatalog.DefaultBiEncoder;

    /// <summary>The cross-encoder of requests that name none. Default: <see cref="ModelCatalog.DefaultCrossEncoder"/>.</summary>
    public string CrossEncoder { get; set; } = ModelCatalog.DefaultCrossEncoder;

    /// <summary>
    /// The folder of the built web pages. Default: <see cref="ServerDefaults.WebFolder"/> beside the program. Where it is missing, the
    /// start page says how to build them.
    /// </summary>
    public string WebFolder { get; set; } = Path.Combine(AppContext.BaseDirectory, ServerDefaults.WebFolder);

    /// <summary>How long requests under way may take to end when the server stops. Default: 20 s.</summary>
    public TimeSpan ShutdownTime { get; set; } = TimeSpan.FromSeconds(ServerDefaults.ShutdownSeconds);

    /// <summary>The most bytes of a request that is one JSON value. Default: <see cref="ServerDefaults.MaxBodyBytes"/>.</summary>
    public long MaxBodyBytes { get; set; } = ServerDefaults.MaxBodyBytes;

    /// <summary>The most bytes of one line of an upload. Default: <see cref="ServerDefaults.MaxLineBytes"/>.</summary>
    public int MaxLineBytes { get; set; } = ServerDefaults.MaxLineBytes;
}
