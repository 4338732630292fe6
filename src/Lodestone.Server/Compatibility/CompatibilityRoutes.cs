using System.Text.Json;
using Lodestone.Contracts.Cohere;
using Lodestone.Contracts.OpenAi;
using Lodestone.Contracts.Tei;
using Lodestone.Server.Compatibility.OpenAi;
using Lodestone.Server.Compatibility.Rerank;
using Lodestone.Server.Compatibility.TextEmbeddings;
using Lodestone.Server.Documentation;
using Lodestone.Server.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Lodestone.Server.Compatibility;

/// <summary>The shapes that clients of other servers speak.</summary>
internal static class CompatibilityRoutes
{
    public static void Add(IServiceCollection services)
    {
        services.TryAddSingleton<NamedModels>();
        services.TryAddSingleton<EmbeddingRun>();
        services.TryAddSingleton<RankingRun>();
        services.Configure<JsonOptions>(json =>
        {
            foreach (var others in (JsonSerializerOptions[])[OpenAiJson.Options, CohereJson.Options, TeiJson.Options])
                json.SerializerOptions.TypeInfoResolverChain.Insert(0, others.TypeInfoResolver!);
        });
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        EmbeddingsRoutes.Map(routes);
        RankingRoutes.Map(routes);
        TeiRoutes.Map(routes);
    }

    /// <summary>With which statuses a route fails, and in which shape.</summary>
    public static RouteHandlerBuilder FailsAs<T>(this RouteHandlerBuilder route, IErrorShape shape, params int[] statuses)
    {
        foreach (var status in statuses)
            route.Answers<T>(status);
        return route.WithMetadata(shape);
    }
}
