using Lodestone.Server.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Lodestone.Server.Tests.Access;

public sealed class EndpointTests
{
    /// <summary>A route without a scope is closed to all but admins, which somebody would notice too late.</summary>
    [Fact]
    public async Task Routes_All_SayWhatTheyNeed()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddLodestoneServer();
        await using var application = builder.Build();
        application.MapLodestone();
        var endpoints = ((IEndpointRouteBuilder)application).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().ToArray();
        Assert.NotEmpty(endpoints);
        Assert.Empty(endpoints.Where(e => e.Metadata.GetMetadata<RequiredScope>() is null).Select(e => e.RoutePattern.RawText));
    }
}
