using Lodestone.Encoders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Lodestone.Hosting;

/// <summary>Registers a collection with an application's services.</summary>
public static class LodestoneServices
{
    /// <summary>
    /// Adds a <see cref="SharedCollection"/> and its <see cref="ModelPool"/>, both as singletons. The options are validated when the
    /// application starts; models are loaded and the collection is opened at their first use.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets the options. Default: a collection in <see cref="CollectionDefaults.Folder"/>.</param>
    /// <returns>The same services, for chaining.</returns>
    public static IServiceCollection AddLodestone(this IServiceCollection services, Action<LodestoneOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<LodestoneOptions>().Configure(configure ?? (_ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LodestoneOptions>, LodestoneOptionsCheck>());
        services.TryAddSingleton<ModelPool>();
        services.TryAddSingleton<SharedCollection>();
        return services;
    }
}

/// <summary>The options of an application's collection.</summary>
public sealed class LodestoneOptions
{
    /// <summary>The collection's folder. Default: <see cref="CollectionDefaults.Folder"/> in the working folder.</summary>
    public string Folder { get; set; } = CollectionDefaults.Folder;

    /// <summary>The options to open it with. Its encoders are the application's <see cref="ModelPool"/> unless these name others.</summary>
    public CollectionOptions Collection { get; set; } = new();
}
