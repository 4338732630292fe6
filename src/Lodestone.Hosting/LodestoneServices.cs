using Lodestone.Encoders;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Lodestone.Hosting;

/// <summary>Registers collections with an application's services.</summary>
/// <remarks>
/// <para>
/// Each collection is opened by a hosted service when the application starts, and closed when it stops. A collection with a name is a
/// keyed service (<c>[FromKeyedServices("help")] Collection</c>), one without a name a plain one. All collections share one
/// <see cref="ModelPool"/>. Options are validated at start: a misspelt key of the configuration, a value of the wrong type, a model that
/// is missing and a folder that cannot be written end the start with an error that names the option and a code.
/// </para>
/// <para>
/// A collection that cannot be opened does not end the application: it is logged, reported by the health check, and retried with
/// increasing delays. Until it is open, resolving it is an <see cref="InvalidStateException"/> with the code
/// <see cref="ErrorCodes.CollectionNotOpen"/>; <see cref="LodestoneCollections.GetAsync"/> waits for it instead.
/// </para>
/// </remarks>
public static class LodestoneServices
{
    /// <summary>Adds the application's one collection, without a name.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets the options. Default: a collection in <see cref="Collection.DefaultFolder"/>.</param>
    /// <returns>The same services, for chaining.</returns>
    /// <exception cref="ArgumentException">A collection without a name was added before.</exception>
    public static IServiceCollection AddLodestone(this IServiceCollection services, Action<LodestoneOptions>? configure = null) =>
        Add(services, Options.DefaultName, o => o.Configure(configure ?? (_ => { })));

    /// <summary>Adds a collection by name.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="name">The name: the key of the service, and the default of the folder. Not blank.</param>
    /// <param name="configure">Sets the options. Default: a collection in the folder of that name.</param>
    /// <returns>The same services, for chaining.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is blank, or was added before.</exception>
    public static IServiceCollection AddLodestone(
        this IServiceCollection services, string name, Action<LodestoneOptions>? configure = null)
    {
        InvalidArgumentException.ThrowIfBlank(name);
        return Add(services, name, o => o.Configure(configure ?? (_ => { })));
    }

    /// <summary>Adds a collection by name, with options that need other services, such as an embedding generator.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="name">The name: the key of the service, and the default of the folder. Not blank.</param>
    /// <param name="configure">Sets the options when the application starts.</param>
    /// <returns>The same services, for chaining.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is blank, or was added before.</exception>
    public static IServiceCollection AddLodestone(
        this IServiceCollection services, string name, Action<LodestoneOptions, IServiceProvider> configure)
    {
        InvalidArgumentException.ThrowIfBlank(name);
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, name, o => o.Configure<IServiceProvider>(configure));
    }

    /// <summary>Adds a collection by name, with options from configuration.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="name">The name: the key of the service, and the default of the folder. Not blank.</param>
    /// <param name="section">
    /// The section whose keys are the members of <see cref="LodestoneOptions"/>; any other key is an error, as is a missing section.
    /// </param>
    /// <returns>The same services, for chaining.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is blank, or was added before.</exception>
    public static IServiceCollection AddLodestone(this IServiceCollection services, string name, IConfigurationSection section)
    {
        InvalidArgumentException.ThrowIfBlank(name);
        ArgumentNullException.ThrowIfNull(section);
        return Add(services, name, o => o.Configure(options => ConfigurationKeys.Bind(section, options)));
    }

    /// <summary>Adds <see cref="LodestoneCollections"/> without a collection, for a host that has further sources of them.</summary>
    /// <param name="services">The application's services.</param>
    /// <returns>The same services, for chaining.</returns>
    public static IServiceCollection AddLodestoneCollections(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ModelPool>();
        services.TryAddSingleton<HostedModels>();
        services.TryAddSingleton(s => new LodestoneCollections(
            s.GetServices<CollectionRegistration>(),
            s.GetServices<ICollectionSource>,
            s.GetRequiredService<IOptionsMonitor<LodestoneOptions>>(),
            s.GetRequiredService<HostedModels>(),
            s.GetRequiredService<ILoggerFactory>(),
            s.GetRequiredService<TimeProvider>()));
        return services;
    }

    /// <summary>
    /// Returns an embedding generator of a collection's bi-encoder, for <c>AddEmbeddingGenerator</c>. Disposal does not affect the shared
    /// model.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="name">The collection's name. Default: null, the collection without a name.</param>
    /// <exception cref="ArgumentException">No collection of that name was added.</exception>
    public static IEmbeddingGenerator<string, Embedding<float>> GetLodestoneEmbeddings(this IServiceProvider services, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var collections = services.GetRequiredService<LodestoneCollections>();
        return new CollectionEmbeddings(collections.Hosted(name ?? Options.DefaultName));
    }

    private static IServiceCollection Add(IServiceCollection services, string name, Action<OptionsBuilder<LodestoneOptions>> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(s => s.ImplementationInstance is CollectionRegistration known && known.Name == name))
        {
            throw new InvalidArgumentException(
                ErrorCodes.CollectionNameTaken,
                name.Length == 0
                    ? "A collection without a name was added before. Give each further collection a name."
                    : $"The collection '{name}' was added before. Give each collection a name of its own.",
                nameof(name)) { Found = name };
        }

        services.AddSingleton(new CollectionRegistration(name));
        var options = services.AddOptions<LodestoneOptions>(name);
        options.Configure(o => o.Folder = name.Length > 0 ? name : Collection.DefaultFolder);
        configure(options);
        options.ValidateOnStart();
        services.AddLodestoneCollections();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LodestoneOptions>, LodestoneOptionsCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, CollectionHostedService>());
        if (name.Length == 0)
            services.TryAddSingleton(s => s.GetRequiredService<LodestoneCollections>().Hosted(name).Collection);
        else
            services.AddKeyedSingleton(name, (s, _) => s.GetRequiredService<LodestoneCollections>().Hosted(name).Collection);
        return services;
    }
}

/// <summary>A collection that was added to the services.</summary>
/// <param name="Name">The name; empty for the one without.</param>
internal sealed record CollectionRegistration(string Name);
