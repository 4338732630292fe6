using System.Text.Json;
using Lodestone.Contracts.Cohere;
using Lodestone.Contracts.OpenAi;
using Lodestone.Contracts.Tei;
using Lodestone.Encoders;
using Lodestone.Server.Admission;
using Lodestone.Server.Collections;
using Lodestone.Server.Compatibility;
using Lodestone.Server.Documentation;
using Lodestone.Server.Hosting;
using Lodestone.Server.Models;
using Lodestone.Server.Pages;
using Lodestone.Server.Pipeline;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Lodestone.Server;

/// <summary>Registers the services of Lodestone's routes.</summary>
public static class LodestoneServerServices
{
    /// <summary>
    /// Adds the services of <see cref="LodestoneRoutes.MapLodestone"/>: collections, and the <see cref="ModelPool"/> that they share. The
    /// options are validated when the application starts; models are loaded from then on, and collections are opened at their first use.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets the options. Default: the values of <see cref="ServerDefaults"/>.</param>
    /// <returns>The same services, for chaining.</returns>
    public static IServiceCollection AddLodestoneServer(this IServiceCollection services, Action<ServerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<ServerOptions>().Configure(configure ?? (_ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ServerOptions>, ServerOptionsCheck>());
        services.TryAddSingleton<ModelPool>();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<AdmissionMetrics>();
        services.TryAddSingleton(CreateAdmission);
        services.TryAddSingleton<RequestAdmission>();
        services.TryAddSingleton<LodestoneExceptionHandler>();
        services.TryAddSingleton<EmbeddingRun>();
        services.TryAddSingleton<RankingRun>();
        services.TryAddSingleton<ServedModels>();
        services.TryAddSingleton<DataFolder>();
        services.TryAddSingleton<OpenCollections>();
        services.TryAddSingleton<ShutdownSignal>();
        services.TryAddSingleton<ModelFiles>();
        services.AddApiDescription();
        services.AddHostedService<ServerLifetime>();
        // Our shapes, for the OpenAPI document; an application's own come after them and remain unchanged.
        services.Configure<JsonOptions>(json =>
        {
            JsonSerializerOptions[] all = [ContractsJson.Options, OpenAiJson.Options, CohereJson.Options, TeiJson.Options];
            foreach (var shapes in all)
                json.SerializerOptions.TypeInfoResolverChain.Insert(0, shapes.TypeInfoResolver!);
        });
        return services;
    }

    private static AdmissionController CreateAdmission(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<ServerOptions>>().Value;
        return new AdmissionController(
            options.InteractiveTokens,
            options.BulkTokens,
            services.GetRequiredService<AdmissionMetrics>(),
            services.GetRequiredService<TimeProvider>());
    }
}
