using System.Net;
using System.Text;
using Lodestone.Hosting;
using Lodestone.TestSupport;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lodestone.Server.Tests.Pipeline;

/// <summary>An application that maps Lodestone's routes among its own: only Lodestone's have its filters.</summary>
public sealed class ForeignRouteTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly CapturedLogs _logs = new();
    private WebApplication _application = null!;
    private HttpClient _client = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(_logs).SetMinimumLevel(LogLevel.Information);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddOpenApi();
        builder.Services.AddLodestone("own", options => (options.Folder, options.BiEncoder, options.CrossEncoder) =
            (_folder["own"], TinyModels.BiEncoder, TinyModels.CrossEncoder));
        builder.Services.AddLodestoneServer(options =>
        {
            TestServer.Tiny(options);
            options.DataFolder = _folder["data"];
            // A request of Lodestone's has no time at all, and another's is not stopped by that.
            options.RequestTime = TimeSpan.FromTicks(1);
        });
        _application = builder.Build();
        _application.UseExceptionHandler(failed => failed.Run(context =>
        {
            context.Response.StatusCode = StatusCodes.Status418ImATeapot;
            return context.Response.WriteAsync("own: " + context.Features.Get<IExceptionHandlerFeature>()!.Error.Message);
        }));
        _application.MapLodestone("/search");
        _application.MapLodestoneMetrics("/own/metrics").RequireHost("127.0.0.1");
        _application.MapOpenApi();
        _application.MapGet("/", () => "own page");
        _application.MapFallback("/spa/{**path}", () => "own fallback");
        _application.MapGet("/own/fails", string () => throw new StoreException(ErrorCodes.DiskFull, "Full.", "x"));
        _application.MapPost("/own/echo", async (HttpContext context) =>
        {
            using var reader = new StreamReader(context.Request.Body);
            context.RequestAborted.ThrowIfCancellationRequested();
            return $"{context.Request.Query["any"]} {await reader.ReadToEndAsync(context.RequestAborted)} {context.User.Identity!.IsAuthenticated}";
        });
        await _application.StartAsync(Token);
        _client = new HttpClient { BaseAddress = new Uri(_application.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _application.DisposeAsync();
        _logs.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task OwnRoute_Failure_IsTheApplicationsToAnswer()
    {
        using var answer = await _client.GetAsync(new Uri("/own/fails", UriKind.Relative), Token);
        Assert.Equal((418, "own: Full."), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Token)));
    }

    [Fact]
    public async Task MapLodestoneMetrics_AfterASearch_HasLodestonesMetricsAlone()
    {
        var own = _application.Services.GetRequiredKeyedService<Collection>("own");
        await own.UpsertAsync([new Document { Id = "a", Text = "some words" }], cancellationToken: Token);
        await own.SearchAsync("words", cancellationToken: Token);
        var metrics = await _client.GetStringAsync(new Uri("/own/metrics", UriKind.Relative), Token);
        Assert.Contains("lodestone_search_duration_seconds_bucket{", metrics, StringComparison.Ordinal);
        Assert.Contains("lodestone_queue_tokens", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("http_server_request_duration", metrics, StringComparison.Ordinal);
        using var elsewhere = await _client.GetAsync(new Uri("/metrics", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
    }

    [Fact]
    public async Task OwnRoute_AnyRequest_IsNeitherRefusedNorStoppedNorMarked()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/own/echo?any=1&other=2&any2=3", UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Lodestone-Priority", "none of ours");
        request.Headers.TryAddWithoutValidation("Lodestone-Deadline-Milliseconds", "none of ours");
        request.Content = new StringContent("not json", Encoding.UTF8, "text/plain");
        using var answer = await _client.SendAsync(request, Token);
        Assert.Equal((HttpStatusCode.OK, "1 not json False"), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Token)));
        Assert.DoesNotContain(answer.Headers, h => h.Key.StartsWith("Lodestone", StringComparison.OrdinalIgnoreCase));
        Assert.False(answer.Headers.Contains("Referrer-Policy"));
        Assert.DoesNotContain("/own/echo 200", _logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OwnRoute_Unknown_IsTheApplicationsToMiss()
    {
        using var answer = await _client.GetAsync(new Uri("/own/none", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task MappedRoute_Requests_HaveAllOfTheFilters()
    {
        var unknown = await GetAsync("/search/v1/health?any=1");
        Assert.Equal((422, true), (unknown.Status, unknown.Text.Contains("urn:lodestone:error:unknown-field", StringComparison.Ordinal)));
        var header = await GetAsync("/search/v1/collections", ("Lodestone-Deadline-Milliseconds", "soon"));
        Assert.Equal((400, true), (header.Status, header.Text.Contains("urn:lodestone:error:invalid-header", StringComparison.Ordinal)));
        var late = await GetAsync("/search/v1/collections/some");
        Assert.Contains("urn:lodestone:error:", late.Text, StringComparison.Ordinal);
        Assert.Contains("/search/v1/collections/{name}", _logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Application_ItsPagesDocumentAndFallback_AreItsOwn()
    {
        Assert.Equal((200, "own page"), await GetAsync("/"));
        Assert.Equal((200, "own fallback"), await GetAsync("/spa/any/address"));
        Assert.Equal((404, ""), await GetAsync("/search/v1/none"));
        Assert.Equal((404, ""), await GetAsync("/search/openapi/v1.json"));
        var (status, document) = await GetAsync("/openapi/v1.json");
        Assert.Equal((200, true), (status, document.Contains("/own/fails", StringComparison.Ordinal)));
        Assert.DoesNotContain("Two-stage semantic search", document, StringComparison.Ordinal);
        Assert.Null(_application.Services.GetService<IAuthenticationService>());
    }

    [Fact]
    public async Task MappedRoute_WriteFromAForeignPage_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri("/search/v1/collections/c", UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Origin", "https://evil.example");
        using var answer = await _client.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("urn:lodestone:error:origin-not-allowed", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    private async Task<(int Status, string Text)> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await _client.SendAsync(request, Token);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Token));
    }
}
