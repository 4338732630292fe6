using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Lodestone.Hosting;

/// <summary>An application's collections by name: those added to its services, and those of further sources, such as a server.</summary>
/// <remarks>Thread-safe. The services own the collections: they are closed when the application stops.</remarks>
public sealed class LodestoneCollections : IAsyncDisposable
{
    private readonly Dictionary<string, HostedCollection> _hosted;
    // A source may itself ask for the collections of the services.
    private readonly Lazy<ICollectionSource[]> _sources;

    internal LodestoneCollections(
        IEnumerable<CollectionRegistration> registrations,
        Func<IEnumerable<ICollectionSource>> sources,
        IOptionsMonitor<LodestoneOptions> options,
        HostedModels models,
        ILoggerFactory loggers,
        TimeProvider clock)
    {
        _hosted = registrations.ToDictionary(
            r => r.Name, r => new HostedCollection(r.Name, options, models, loggers, clock), StringComparer.Ordinal);
        _sources = new Lazy<ICollectionSource[]>(() => [.. sources()]);
    }

    /// <summary>The names of the collections that were added to the services, in ordinal order; empty for the one without a name.</summary>
    public IReadOnlyList<string> Names => [.. _hosted.Keys.Order(StringComparer.Ordinal)];

    internal IEnumerable<HostedCollection> All => _hosted.Values;

    /// <summary>Returns a collection by name, and waits while it is being opened.</summary>
    /// <param name="name">A name that was added to the services, or one that a further source knows.</param>
    /// <param name="cancellationToken">Ends the wait; opening continues.</param>
    /// <exception cref="ArgumentException">No collection has the name.</exception>
    /// <exception cref="InvalidStateException">The collection cannot be opened at present; opening is retried.</exception>
    public async Task<Collection> GetAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_hosted.TryGetValue(name, out var hosted))
            return await hosted.GetAsync(cancellationToken).ConfigureAwait(false);
        foreach (var source in _sources.Value)
        {
            if (await source.FindAsync(name, cancellationToken).ConfigureAwait(false) is { } found)
                return found;
        }

        throw Unknown(name);
    }

    /// <summary>Closes every collection that was added to the services.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var hosted in _hosted.Values)
            await hosted.DisposeAsync().ConfigureAwait(false);
    }

    internal HostedCollection Hosted(string name) => _hosted.TryGetValue(name, out var hosted) ? hosted : throw Unknown(name);

    /// <summary>Refuses two collections that write in one folder: one would wait for the other's lock for ever.</summary>
    /// <remarks>Not when the collections are made, since options may be made of other collections.</remarks>
    internal void ThrowIfShared()
    {
        var shared = All.Where(c => !c.Options.ReadOnly)
            .GroupBy(c => Path.TrimEndingDirectorySeparator(Path.GetFullPath(c.Options.Folder)), StringComparer.Ordinal)
            .FirstOrDefault(g => g.Skip(1).Any());
        if (shared is null)
            return;
        var names = string.Join(" and ", shared.Select(c => $"'{c.Name}'").Order(StringComparer.Ordinal));
        throw new InvalidArgumentException(
            ErrorCodes.OptionsInvalid,
            $"The collections {names} are both in the folder '{shared.Key}', and a folder has one writer. Give each a folder of its own, " +
            $"or open all but one with {nameof(LodestoneOptions.ReadOnly)}.",
            nameof(LodestoneOptions.Folder))
        {
            Found = shared.Key,
            Accepted = "one collection in a folder",
        };
    }

    private InvalidArgumentException Unknown(string name) => new(
        ErrorCodes.CollectionNotFound,
        $"No collection is called '{name}'; known are {(_hosted.Count > 0 ? string.Join(", ", Names.Select(n => $"'{n}'")) : "none")}.",
        nameof(name))
    {
        Found = name,
    };
}

/// <summary>A further source of collections by name, such as a server that creates them on request.</summary>
/// <remarks>Registered as a service, it is asked for names that were not added to the services. Implementations are thread-safe.</remarks>
public interface ICollectionSource
{
    /// <summary>Returns the open collection with a name; null when the source does not have it. The source stays its owner.</summary>
    Task<Collection?> FindAsync(string name, CancellationToken cancellationToken);
}
