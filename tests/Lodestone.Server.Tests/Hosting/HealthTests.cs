using System.Net;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Hosting;

public sealed class HealthTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task Health_RunningServer_IsOk()
    {
        var answer = (await shared.Server.GetAsync("/v1/health")).Is(HttpStatusCode.OK).Json;
        Assert.Equal("status version", TestResponse.Names(answer));
        Assert.Equal("ok", answer.GetProperty("status").GetString());
        Assert.Equal("0.1.0-preview.1", answer.GetProperty("version").GetString());
    }

    [Theory]
    [InlineData("/v1/health")]
    [InlineData("/v1/ready")]
    [InlineData("/reference")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/v1/collections/some/documents")]
    public async Task Anything_Head_IsAnsweredAsGetWithoutABody(string path)
    {
        await shared.Server.Server.ModelsLoaded;
        var head = (await shared.Server.SendAsync(HttpMethod.Head, path)).Is(HttpStatusCode.OK);
        Assert.Empty(head.Body);
        Assert.Equal((await shared.Server.GetAsync(path)).MediaType, head.MediaType);
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
        answer.Fails(405, "method-not-allowed", "PATCH", "DELETE, GET, HEAD, PUT");
        Assert.Equal("DELETE, GET, HEAD, PUT", string.Join(", ", answer.Headers["Allow"].Split(", ").Order()));
    }
}
