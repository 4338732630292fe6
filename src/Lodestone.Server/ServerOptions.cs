using Lodestone.Encoders;
using Lodestone.Server.Pages;

namespace Lodestone.Server;

/// <summary>The options of a server: its data, models, access and limits.</summary>
public sealed class ServerOptions
{
    /// <summary>
    /// The folder that holds the collections, in <c>collections/</c>, and the keys. Created when it is missing. Default:
    /// <see cref="ServerDefaults.DataFolder"/> in the working folder.
    /// </summary>
    public string DataFolder { get; set; } = ServerDefaults.DataFolder;

    /// <summary>The bi-encoder of collections and requests that name none. Default: <see cref="ModelCatalog.DefaultBiEncoder"/>.</summary>
    public string BiEncoder { get; set; } = ModelCatalog.DefaultBiEncoder;

    /// <summary>The cross-encoder of requests that name none. Default: <see cref="ModelCatalog.DefaultCrossEncoder"/>.</summary>
    public string CrossEncoder { get; set; } = ModelCatalog.DefaultCrossEncoder;

    /// <summary>
    /// The folder of the built web pages. Default: <see cref="ServerDefaults.WebFolder"/> beside the program; else, in a work tree, the
    /// output folder of <c>eng/web</c>. Where the pages are missing, the start page says how to build them.
    /// </summary>
    public string WebFolder { get; set; } = BuiltPages.Find(AppContext.BaseDirectory);

    /// <summary>
    /// Whether the server may listen on addresses that other machines can reach without any API key. Default: no. With a file of keys, even
    /// one without a key, keys are required in any case.
    /// </summary>
    public bool Insecure { get; set; }

    /// <summary>Origins, such as <c>https://example.org</c>, whose pages may call the server. Default: none.</summary>
    public IReadOnlyList<string> CorsOrigins { get; set; } = [];

    /// <summary>
    /// Host names that the server accepts, without scheme and port; <c>*.example.org</c> is any below one, <c>*</c> any at all. The
    /// default, an empty list, accepts this machine's names while the server listens on no other address, else any.
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; set; } = [];

    /// <summary>
    /// Tokens of interactive work that may wait. Default: <see cref="AdmissionDefaults.InteractiveTokensPerCore"/> for each core.
    /// </summary>
    public long InteractiveTokens { get; set; } = (long)AdmissionDefaults.InteractiveTokensPerCore * Environment.ProcessorCount;

    /// <summary>Tokens of bulk work that may wait. Default: <see cref="AdmissionDefaults.BulkTokensPerCore"/> for each core.</summary>
    public long BulkTokens { get; set; } = (long)AdmissionDefaults.BulkTokensPerCore * Environment.ProcessorCount;

    /// <summary>The time limit of a request, except for streams of documents. Default: 10 minutes.</summary>
    public TimeSpan RequestTime { get; set; } = TimeSpan.FromMinutes(AdmissionDefaults.RequestMinutes);

    /// <summary>The time that in-flight requests may take to end when the server stops. Default: 20 s.</summary>
    public TimeSpan ShutdownTime { get; set; } = TimeSpan.FromSeconds(ServerDefaults.ShutdownSeconds);

    /// <summary>The maximum size of a request with one JSON value, in bytes. Default: <see cref="ServerDefaults.MaxBodyBytes"/>.</summary>
    public long MaxBodyBytes { get; set; } = ServerDefaults.MaxBodyBytes;

    /// <summary>The maximum size of one line of an upload, in bytes. Default: <see cref="ServerDefaults.MaxLineBytes"/>.</summary>
    public int MaxLineBytes { get; set; } = ServerDefaults.MaxLineBytes;
}

/// <summary>The default folder of the built pages.</summary>
internal static class BuiltPages
{
    // The output folder of eng/web in a work tree.
    private static readonly string InWorkTree = Path.Combine("artifacts", "web");

    /// <summary>The folder beside the program, or a work tree's that contains the program; the former also when neither exists.</summary>
    public static string Find(string program)
    {
        var beside = Path.Combine(program, ServerDefaults.WebFolder);
        if (HasPages(beside))
            return beside;
        for (var at = new DirectoryInfo(program); at is not null; at = at.Parent)
        {
            if (HasPages(Path.Combine(at.FullName, InWorkTree)))
                return Path.Combine(at.FullName, InWorkTree);
        }

        return beside;
    }

    private static bool HasPages(string folder) => File.Exists(Path.Combine(folder, PageRoutes.Start));
}
