using System.Net.Http.Headers;
using System.Text;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests;

/// <summary>A server on a socket of its own, with tiny models and a data folder that is gone with it.</summary>
public sealed class TinyServer : IAsyncDisposable
{
    private readonly TemporaryFolder? _folder;

    private TinyServer(LodestoneServer server, TemporaryFolder? folder, string data)
    {
        Server = server;
        _folder = folder;
        Data = data;
        Client = new HttpClient { BaseAddress = new Uri(server.Addresses[0]), Timeout = TimeSpan.FromMinutes(5) };
    }

    public LodestoneServer Server { get; }

    public HttpClient Client { get; }

    public string Data { get; }

    internal static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<TinyServer> StartAsync(Action<ServerOptions>? configure = null, string? data = null)
    {
        var folder = data is null ? new TemporaryFolder() : null;
        var server = await LodestoneServer.StartAsync(
            ["http://127.0.0.1:0"],
            options =>
            {
                options.DataFolder = data ?? folder!.Path;
                options.BiEncoder = TinyModels.BiEncoder;
                options.CrossEncoder = TinyModels.CrossEncoder;
                configure?.Invoke(options);
            },
            cancellationToken: Stop);
        return new TinyServer(server, folder, data ?? folder!.Path);
    }

    internal Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    internal Task<Answer> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, json);

    internal Task<Answer> PutAsync(string path, string? json = null) => SendAsync(HttpMethod.Put, path, json);

    internal Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    internal async Task<Answer> SendAsync(HttpMethod method, string path, string? body = null, string type = "application/json")
    {
        var content = body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (content is not null)
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return await SendAsync(method, path, content);
    }

    internal async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        using var response = await Client.SendAsync(request, Stop);
        return new Answer(
            response.StatusCode, response.Headers, response.Content.Headers, await response.Content.ReadAsStringAsync(Stop));
    }

    /// <summary>Makes a collection of three documents.</summary>
    internal async Task<string> SomeDocumentsAsync(string name = "some")
    {
        (await PutAsync($"/v1/collections/{name}")).Is(System.Net.HttpStatusCode.Created);
        (await PostAsync($"/v1/collections/{name}/documents", """
            {"documents": [
              {"id": "refunds", "title": "Refunds", "text": "Yearly plans are refunded in full within 14 days of payment.",
               "metadata": {"plan": "pro", "year": 2024, "since": "2024-05-01", "tags": ["money", "time"]}},
              {"id": "currency", "title": "Currency", "text": "Prices are shown in the currency of your billing address.",
               "metadata": {"plan": "free", "year": 2023}},
              {"_id": "keys/make", "title": "API keys", "text": "Create a key under Settings. It is shown once.",
               "metadata": {"plan": "free", "year": 2025, "draft": true}, "headings": [{"start": 0, "level": 1, "text": "Make one"}]}
            ]}
            """)).Is(System.Net.HttpStatusCode.OK);
        return name;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        _folder?.Dispose();
    }
}
