using System.Net;

namespace Lodestone.Server.Tests;

public sealed class HealthTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task Health_RunningServer_IsOk()
    {
        var answer = (await shared.Server.GetAsync("/v1/health")).Is(HttpStatusCode.OK).Json;
        Assert.Equal("status version", Answer.Names(answer));
        Assert.Equal("ok", answer.GetProperty("status").GetString());
        Assert.Equal("0.1.0", answer.GetProperty("version").GetString());
    }

    [Theory]
    [InlineData("GET", "/v1/helth")]
    [InlineData("POST", "/v1/nothing/here")]
    public async Task Anything_Unknown_IsAProblem(string method, string path) =>
        (await shared.Server.SendAsync(new HttpMethod(method), path)).Fails(404, "route-not-found", path, "/openapi/v1.json");

    [Fact]
    public async Task Anything_OtherMethod_NamesThoseThatAre()
    {
        var answer = await shared.Server.SendAsync(HttpMethod.Patch, "/v1/collections/some");
        answer.Fails(405, "method-not-allowed", "PATCH", "DELETE, GET, PUT");
        Assert.Equal("DELETE, GET, PUT", string.Join(", ", answer.Content.Allow.Order()));
    }
}
