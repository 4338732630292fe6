using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Lodestone.Server;
using Microsoft.AspNetCore.Builder;

namespace Lodestone.TestSupport;

/// <summary>A server in this process on a free port of loopback, with a client. The models are tiny unless a test asks for others.</summary>
public sealed class TestServer : IAsyncDisposable
{
    private readonly TemporaryFolder? _folder;

    private TestServer(LodestoneServer server, TemporaryFolder? folder, string data)
    {
        (Server, _folder, Data) = (server, folder, data);
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(5) };
    }

    /// <summary>The token of the running test.</summary>
    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The server itself.</summary>
    public LodestoneServer Server { get; }

    /// <summary>The services of the server.</summary>
    public IServiceProvider Services => Server.Services;

    /// <summary>Where the server listens.</summary>
    public Uri Address => new(Server.Addresses[0]);

    /// <summary>The data folder.</summary>
    public string Data { get; }

    /// <summary>A client that leaves responses as they come.</summary>
    public HttpClient Client { get; }

    /// <summary>Starts a server.</summary>
    /// <param name="configure">Options other than the tiny models and the data folder.</param>
    /// <param name="adapt">Changes the host before it is built.</param>
    /// <param name="prepare">Puts files into the data folder before the server opens it.</param>
    /// <param name="data">The data folder, which is kept. Default: a temporary folder, deleted with the server.</param>
    /// <param name="url">The address. Default: a free port of 127.0.0.1.</param>
    public static async Task<TestServer> StartAsync(
        Action<ServerOptions>? configure = null,
        Action<WebApplicationBuilder>? adapt = null,
        Action<string>? prepare = null,
        string? data = null,
        string url = "http://127.0.0.1:0")
    {
        var folder = data is null ? new TemporaryFolder() : null;
        data ??= folder!.Path;
        try
        {
            prepare?.Invoke(data);
            var server = await LodestoneServer.StartAsync(
                [url],
                options =>
                {
                    Tiny(options);
                    options.DataFolder = data;
                    configure?.Invoke(options);
                },
                verbose: false,
                adapt,
                Stop);
            return new TestServer(server, folder, data);
        }
        catch
        {
            folder?.Dispose();
            throw;
        }
    }

    /// <summary>Small models of random weights, whose answers mean nothing and come fast.</summary>
    public static void Tiny(ServerOptions options) =>
        (options.BiEncoder, options.CrossEncoder) = (TinyModels.BiEncoder, TinyModels.CrossEncoder);

    /// <summary>The models that a server has unless its operator names others.</summary>
    public static void Bundled(ServerOptions options)
    {
        var defaults = new ServerOptions();
        (options.BiEncoder, options.CrossEncoder) = (defaults.BiEncoder, defaults.CrossEncoder);
    }

    /// <summary>Sends a GET request.</summary>
    public Task<TestResponse> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, null, headers);

    /// <summary>Sends a POST request with a body of JSON text.</summary>
    public Task<TestResponse> PostAsync(string path, string json, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, Content(json), headers);

    /// <summary>Sends a POST request with an object as JSON.</summary>
    public Task<TestResponse> PostAsync(string path, object body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, JsonContent.Create(body), headers);

    /// <summary>Sends a PUT request.</summary>
    public Task<TestResponse> PutAsync(string path, string? json = null, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Put, path, json is null ? null : Content(json), headers);

    /// <summary>Sends a DELETE request.</summary>
    public Task<TestResponse> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    /// <summary>Sends a request with a text as its body.</summary>
    public Task<TestResponse> SendAsync(HttpMethod method, string path, string? body = null, string type = "application/json") =>
        SendAsync(method, path, body is null ? null : Content(body, type));

    /// <summary>Sends a request and reads the whole response.</summary>
    public async Task<TestResponse> SendAsync(
        HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Client.SendAsync(request, Stop);
        return new TestResponse(
            (int)response.StatusCode,
            response.Headers.Concat(response.Content.Headers)
                .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase),
            await response.Content.ReadAsStringAsync(Stop));
    }

    /// <summary>Stops the server and deletes its temporary folder.</summary>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        _folder?.Dispose();
    }

    private static StringContent Content(string text, string type = "application/json") => new(text, MediaTypeHeaderValue.Parse(type));
}

/// <summary>A response, read whole.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Headers">All headers, those of the content too. Values of one name are joined by commas.</param>
/// <param name="Body">The body.</param>
public sealed record TestResponse(int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    private const string Types = "urn:lodestone:error:";

    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonElement.Parse(Body);

    /// <summary>The lines of a stream of JSON values.</summary>
    public IReadOnlyList<JsonElement> Lines =>
        [.. Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];

    /// <summary>The content type without its parameters.</summary>
    public string? MediaType => Headers.TryGetValue("Content-Type", out var type) ? type.Split(';')[0] : null;

    /// <summary>The detail of a problem.</summary>
    public string Detail => Json.GetProperty("detail").GetString()!;

    /// <summary>The type of a problem, without the prefix that all have.</summary>
    public string Kind => Json.GetProperty("type").GetString()![Types.Length..];

    /// <summary>Asserts the status.</summary>
    public TestResponse Is(HttpStatusCode status)
    {
        Assert.True(Status == (int)status, $"{Status} instead of {(int)status}: {Body}");
        return this;
    }

    /// <summary>Asserts that it is a problem of this type, whose detail has these texts in it.</summary>
    public JsonElement Fails(int status, string kind, params string[] says)
    {
        Is((HttpStatusCode)status);
        Assert.Equal("application/problem+json", MediaType);
        var problem = Json;
        Assert.Equal(Types + kind, problem.GetProperty("type").GetString());
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.All(says, s => Assert.Contains(s, Detail, StringComparison.Ordinal));
        return problem;
    }

    /// <summary>The names of an object's properties, in their order.</summary>
    public static string Names(JsonElement json) => string.Join(" ", json.EnumerateObject().Select(p => p.Name));
}
