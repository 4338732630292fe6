using Lodestone.Server.Collections;
using Lodestone.Server.Hosting;
using Lodestone.Server.Models;
using Lodestone.Server.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Lodestone.Server;

/// <summary>A standalone server: Kestrel with Lodestone's routes.</summary>
/// <remarks>An application with routes of its own calls <see cref="LodestoneRoutes.MapLodestone"/> instead.</remarks>
public sealed class LodestoneServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly Lazy<Task> _stopped;

    private LodestoneServer(WebApplication application)
    {
        _application = application;
        Addresses = [.. application.Urls];
        _stopped = new Lazy<Task>(StopAsync);
    }

    /// <summary>The listen addresses, with their actual ports.</summary>
    public IReadOnlyList<string> Addresses { get; }

    /// <summary>A task that completes when the default models are loaded and checked, and fails when one cannot be used.</summary>
    public Task ModelsLoaded => _application.Services.GetRequiredService<ServedModels>().LoadAsync();

    /// <summary>The full path of the data folder.</summary>
    public string DataPath => _application.Services.GetRequiredService<DataFolder>().Root;

    /// <summary>The names of the collections, in ordinal order.</summary>
    public IReadOnlyList<string> CollectionNames => _application.Services.GetRequiredService<OpenCollections>().Names();

    /// <summary>The models for requests that name none: a bi-encoder and a cross-encoder.</summary>
    public IReadOnlyList<string> ModelNames => [Options.BiEncoder, Options.CrossEncoder];

    /// <summary>Whether the web pages are built.</summary>
    public bool HasPages => WebFile.Find(Options.WebFolder, PageRoutes.Start) is not null;

    private ServerOptions Options => _application.Services.GetRequiredService<IOptions<ServerOptions>>().Value;

    internal IServiceProvider Services => _application.Services;

    /// <summary>Starts a server; it is listening when this returns, and loads its models in the background.</summary>
    /// <remarks>
    /// Kestrel's own settings, such as certificates and limits, are read from the section <c>Kestrel</c> of an <c>appsettings.json</c>
    /// in the working folder and of environment variables. The log goes to standard error.
    /// </remarks>
    /// <param name="urls">The listen addresses, such as <see cref="ServerDefaults.Url"/>; port 0 selects a free one.</param>
    /// <param name="configure">Sets the options.</param>
    /// <param name="verbose">Whether every request is logged; otherwise only warnings and errors are.</param>
    /// <param name="cancellationToken">Cancels the start until the server listens.</param>
    /// <exception cref="InvalidArgumentException">
    /// No address was given, one is invalid, one is reachable from other machines while there are no API keys, or one asks for HTTPS while
    /// there is no certificate.
    /// </exception>
    /// <exception cref="KeyFileException">An address is reachable from other machines, and the file of API keys cannot be used.</exception>
    /// <exception cref="AddressInUseException">Another program listens on an address.</exception>
    /// <exception cref="IOException">The operating system does not let the server listen on an address.</exception>
    /// <exception cref="StoreException">The data folder is not writable, or another server uses it.</exception>
    public static Task<LodestoneServer> StartAsync(
        IReadOnlyList<string> urls,
        Action<ServerOptions>? configure = null,
        bool verbose = false,
        CancellationToken cancellationToken = default) =>
        StartAsync(urls, configure, verbose, null, cancellationToken);

    internal static async Task<LodestoneServer> StartAsync(
        IReadOnlyList<string> urls,
        Action<ServerOptions>? configure,
        bool verbose,
        Action<WebApplicationBuilder>? adapt,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(urls);
        var application = ServerHost.Build(urls, configure, verbose, adapt);
        try
        {
            await ServerHost.StartAsync(application, cancellationToken).ConfigureAwait(false);
            return new LodestoneServer(application);
        }
        catch
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Stops listening, lets in-flight requests end within <see cref="ServerOptions.ShutdownTime"/>, and saves and closes the collections.
    /// </summary>
    /// <exception cref="StoreException">Indexes could not be saved; acknowledged writes are kept.</exception>
    public ValueTask DisposeAsync() => new(_stopped.Value);

    private async Task StopAsync()
    {
        try
        {
            await _application.StopAsync().ConfigureAwait(false);
        }
        finally
        {
            await _application.DisposeAsync().ConfigureAwait(false);
        }
    }
}
