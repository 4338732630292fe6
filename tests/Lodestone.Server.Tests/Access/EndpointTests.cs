using System.Security.Claims;
using Lodestone.Server.Access;
using Lodestone.TestSupport;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Lodestone.Server.Tests.Access;

public sealed class EndpointTests
{
    /// <summary>The policies are those of the scopes, and a route that says nothing needs the widest.</summary>
    [Theory]
    [InlineData("/v1/collections", "lodestone:read")]
    [InlineData("/v1/collections/{name}/documents/delete", "lodestone:write")]
    [InlineData("/metrics", "lodestone:read")]
    [InlineData("/v1/health", null)]
    public async Task Routes_OfAServer_AreAuthorisedByThePolicyOfTheirScope(string pattern, string? policy)
    {
        await using var server = await TestServer.StartAsync();
        var endpoints = server.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.TrimEnd('/') == pattern).ToArray();
        Assert.NotEmpty(endpoints);
        Assert.Contains(endpoints, e => e.Metadata.GetMetadata<IAuthorizeData>()?.Policy == policy);
        Assert.All(endpoints, e => Assert.Equal(policy is null, e.Metadata.GetMetadata<IAllowAnonymous>() is not null));
    }

    [Theory]
    [InlineData("lodestone:read", "read write admin")]
    [InlineData("lodestone:write", "write admin")]
    [InlineData("lodestone:admin", "admin")]
    [InlineData(null, "admin")]
    public async Task Policy_OfAScope_IsMetByItAndByWiderOnes(string? policy, string scopes)
    {
        var services = new ServiceCollection().AddLogging();
        ScopePolicies.Add(services);
        await using var provider = services.BuildServiceProvider();
        var authorization = provider.GetRequiredService<IAuthorizationService>();
        var policies = provider.GetRequiredService<IAuthorizationPolicyProvider>();
        var found = policy is null ? await policies.GetFallbackPolicyAsync() : await policies.GetPolicyAsync(policy);
        var allowed = new List<string>();
        foreach (var scope in Enum.GetValues<KeyScope>())
        {
            var user = new ClaimsPrincipal(new ClaimsIdentity([ScopePolicies.Claim(scope)], "key"));
            if ((await authorization.AuthorizeAsync(user, null, found!)).Succeeded)
                allowed.Add(KeyStore.NameOf(scope));
        }

        Assert.Equal(scopes.Split(' '), allowed);
        Assert.False((await authorization.AuthorizeAsync(new ClaimsPrincipal(new ClaimsIdentity()), null, found!)).Succeeded);
    }

    /// <summary>A route without a scope is closed to all but admins, which somebody would notice too late.</summary>
    [Fact]
    public async Task Routes_All_SayWhatTheyNeed()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddLodestoneServer();
        await using var application = builder.Build();
        application.MapLodestone();
        application.MapLodestoneReference();
        application.MapLodestonePages();
        application.MapLodestoneMetrics();
        application.MapUnknown();
        var endpoints = ((IEndpointRouteBuilder)application).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().ToArray();
        Assert.NotEmpty(endpoints);
        Assert.Empty(endpoints.Where(e => e.Metadata.GetMetadata<RequiredScope>() is null).Select(e => e.RoutePattern.RawText));
    }
}
