using System.Net;
using System.Text.Json;
using Lodestone.Server.Tests.Compatibility;
using Lodestone.Server.Tests.Wire;
using Lodestone.TestSupport;
using Microsoft.AspNetCore.Builder;

namespace Lodestone.Server.Tests.Documents;

/// <summary>Addresses that lead elsewhere once a client, a proxy or the host has resolved them.</summary>
public sealed class DotSegmentTests(Sentinels sentinels) : IClassFixture<Sentinels>
{
    private const string Document = """{"text": "intruder"}""";
    private static readonly string[] Methods = ["GET", "PUT", "DELETE"];

    private readonly TestServer _server = sentinels.Server;

    private string Root => _server.Address.GetLeftPart(UriPartial.Authority);

    public static TheoryData<string> Spellings =>
    [
        "..", ".", "%2E%2E", "%2e", ".%2e", "%2E.", "../", "./", "x/..", "x/../..", "..%2Fx", "x%2F..", "..%2f..%2fother",
        "..\\x", "x\\..\\..", "%5C..", "..%5cx", "%252e%252E", "%252e%252e%252fx", ".%252e", "%25252e.", "%%32%65.",
    ];

    // What a client resolves to the address of something that is there, the server cannot tell from a request for that: such an id is
    // never stored. Of the first, curl resolves one half and leaves the other.
    public static TheoryData<string> Deeper =>
        [
        "x/%2e%2E/..", "../../other", "%2e%2e/%2e%2e/other", "x/../../../other", "../../../collections/other", "../../other/documents/keep",
    ];

    [Theory]
    [MemberData(nameof(Spellings))]
    [MemberData(nameof(Deeper))]
    public async Task Raw_PathWithADotSegment_IsRefusedBeforeItIsRouted(string spelling)
    {
        var before = await sentinels.StateAsync();
        foreach (var method in Methods)
        {
            foreach (var target in new[] { $"{Sentinels.Shop}/documents/{spelling}", $"{Root}{Sentinels.Shop}/documents/{spelling}" })
            {
                var (status, body) = await sentinels.RawAsync(method, target, method == "PUT" ? Document : "");
                Assert.True(status == 400, $"{method} {target}: {status} {body}");
                var problem = JsonElement.Parse(body);
                Assert.Equal("urn:lodestone:error:ambiguous-path", problem.GetProperty("type").GetString());
                Assert.Contains("/documents/delete", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
            }
        }

        Assert.Equal(before, await sentinels.StateAsync());
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task HttpClient_PathWithADotSegment_ReachesNothing(string spelling)
    {
        var before = await sentinels.StateAsync();
        foreach (var method in Methods)
        {
            var body = method == "PUT" ? Document : null;
            var answer = await _server.SendAsync(HttpMethod.Parse(method), $"{Sentinels.Shop}/documents/{spelling}", body);
            Refused(method, spelling, answer.Status);
        }

        Assert.Equal(before, await sentinels.StateAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Curl_PathWithADotSegment_ReachesNothing(bool asItIs)
    {
        var before = await sentinels.StateAsync();
        foreach (var (method, spelling) in Requests())
        {
            string[] arguments =
            [
                "-sS", "-g", "-o", OperatingSystem.IsWindows() ? "NUL" : "/dev/null", "-w", "%{http_code}", "-X", method,
                .. asItIs ? ["--path-as-is"] : Array.Empty<string>(),
                .. method == "PUT" ? ["-H", "Content-Type: application/json", "-d", Document] : Array.Empty<string>(),
                $"{Root}{Sentinels.Shop}/documents/{spelling}",
            ];
            Refused(method, spelling, int.Parse(await NodeClients.RunProgramAsync("curl", "", arguments), null));
        }

        Assert.Equal(before, await sentinels.StateAsync());
    }

    [Fact]
    public async Task Fetch_PathWithADotSegment_ReachesNothing()
    {
        var before = await sentinels.StateAsync();
        var requests = Requests().ToArray();
        var input = JsonSerializer.Serialize(requests.Select(r => new
        {
            method = r.Method,
            url = $"{Root}{Sentinels.Shop}/documents/{r.Spelling}",
            body = r.Method == "PUT" ? Document : null,
        }));
        var output = await NodeClients.RunProgramAsync("node", input, "fetch.mjs");
        var statuses = JsonElement.Parse(output).EnumerateArray().Select(s => s.GetInt32()).ToArray();
        Assert.Equal(requests.Length, statuses.Length);
        foreach (var (request, status) in requests.Zip(statuses))
            Refused(request.Method, request.Spelling, status);
        Assert.Equal(before, await sentinels.StateAsync());
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    [MemberData(nameof(Deeper))]
    public async Task Write_IdWithADotSegment_IsRefusedByItsName(string id)
    {
        var before = await sentinels.StateAsync();
        var batch = JsonSerializer.Serialize(new { documents = new[] { new { id = "good", text = "t" }, new { id, text = "t" } } });
        var problem = (await _server.PostAsync($"{Sentinels.Shop}/documents", batch))
            .Fails(422, "invalid-field", $"'{id}'", "path segment '.", "Rename");
        Assert.Equal("documents[1]", problem.GetProperty("field").GetString());
        Assert.Equal(before, await sentinels.StateAsync());
        (await _server.PutAsync("/v1/collections/lines")).Is(HttpStatusCode.Created);
        var lines = string.Join('\n', new[] { "first", id, "last" }.Select(i => JsonSerializer.Serialize(new { id = i, text = "t" })));
        var sent = await _server.SendAsync(HttpMethod.Post, "/v1/collections/lines/documents", lines, "application/x-ndjson");
        var report = sent.Is(HttpStatusCode.OK).Lines[^1];
        var line = Assert.Single(report.GetProperty("problems").EnumerateArray());
        Assert.Equal(2, line.GetProperty("line").GetInt32());
        Assert.Contains(id, line.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, (await _server.GetAsync("/v1/collections/lines")).Json.GetProperty("documents").GetInt32());
        (await _server.DeleteAsync("/v1/collections/lines")).Is(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Raw_WithAKeyThatMayWrite_IsRefusedLikeAnyOther()
    {
        var key = "";
        await using var server = await TestServer.StartAsync(prepare: folder => key = new KeyStore(folder).Add(KeyScope.Write).Secret);
        using var connection = await RawConnection.OpenAsync(server.Address);
        await connection.SendAsync($"DELETE {Sentinels.Shop}/documents/%2E%2E HTTP/1.1", $"X-API-Key: {key}");
        var (status, body) = await connection.ReadAsync();
        Assert.Equal((400, "urn:lodestone:error:ambiguous-path"), (status, JsonElement.Parse(body).GetProperty("type").GetString()));
    }

    /// <summary>An application of somebody's own has the routes without the server's guards before them.</summary>
    [Fact]
    public async Task Raw_RoutesOfAnApplication_AreGuardedThemselves()
    {
        using var folder = new TemporaryFolder();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddLodestoneServer(options =>
        {
            TestServer.Tiny(options);
            options.DataFolder = folder.Path;
        });
        await using var application = builder.Build();
        application.UsePathBase("/base");
        application.MapGroup("/api").MapLodestone();
        application.Urls.Add("http://127.0.0.1:0");
        await application.StartAsync(TestServer.Stop);
        var address = new Uri(application.Urls.Single());
        const string shop = "/base/api/v1/collections/shop";
        Assert.Equal(201, (await sentinels.RawAsync("PUT", shop, "", address)).Status);
        Assert.Equal(201, (await sentinels.RawAsync("PUT", $"{shop}/documents/a%2Fb", Document, address)).Status);
        string[] targets = [$"{shop}/documents/..", $"{shop}/documents/%2E%2E", $"/x/..{shop}", $"{shop}/documents/a%2F..%2F.."];
        foreach (var target in targets)
        {
            var (status, body) = await sentinels.RawAsync("DELETE", target, "", address);
            Assert.Equal((400, "urn:lodestone:error:ambiguous-path"), (status, JsonElement.Parse(body).GetProperty("type").GetString()));
        }

        Assert.Equal(404, (await sentinels.RawAsync("DELETE", shop + "/", "", address)).Status);
        Assert.Contains("\"a/b\"", (await sentinels.RawAsync("GET", $"{shop}/documents/a/b", "", address)).Body, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Method, string Spelling)> Requests() =>
        Spellings.SelectMany(s => Methods.Select(m => (m, s.Data)));

    private static void Refused(string method, string spelling, int status) =>
        Assert.True(status is 400 or 404 or 405 or 422, $"{method} {spelling}: {status}");
}
