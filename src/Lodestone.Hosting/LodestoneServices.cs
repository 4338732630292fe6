using Lodestone.Encoders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Lodestone.Hosting;

/// <summary>Registers a collection with an application's services.</summary>
public static class LodestoneServices
{
    /// <summary>
    /// Adds a <see cref="SharedCollection"/> and the <see cref="ModelPool"/> it uses, both single for the application. The options are
    /// checked when the application starts; models are loaded and the collection is opened when they are first needed.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets the options. Default: a collection in <c>.lodestone</c>.</param>
    /// <returns>The services, for further calls.</returns>
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

/// <summary>The collection an application searches.</summary>
public sealed class LodestoneOptions
{
    /// <summary>The folder it is kept in. Default: <c>.lodestone</c> in the working folder.</summary>
    public string Folder { get; set; } = ".lodestone";

    /// <summary>How it is opened. Its encoders are the application's <see cref="ModelPool"/> unless it names others.</summary>
    public CollectionOptions Collection { get; set; } = new();
}
