using System.Net;
using System.Text.Json;

namespace Lodestone.Server.Tests;

public sealed class HealthTests
{
    [Fact]
    public async Task Health_RunningServer_IsOk()
    {
        await using var server = await LodestoneServer.StartAsync(
            ["http://127.0.0.1:0"], cancellationToken: TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(server.Addresses[0]) };
        using var answer = JsonDocument.Parse(
            await client.GetStringAsync(new Uri("/v1/health", UriKind.Relative), TestContext.Current.CancellationToken));
        Assert.Equal("ok", answer.RootElement.GetProperty("status").GetString());
        Assert.Equal("0.1.0", answer.RootElement.GetProperty("version").GetString());
    }

    [Fact]
    public async Task Anything_Unknown_IsAProblem()
    {
        await using var server = await LodestoneServer.StartAsync(
            ["http://127.0.0.1:0"], cancellationToken: TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(server.Addresses[0]) };
        using var answer = await client.GetAsync(new Uri("/v1/helth", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("urn:lodestone:error:route-not-found", problem.RootElement.GetProperty("type").GetString());
        Assert.Contains("/v1/helth", problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
