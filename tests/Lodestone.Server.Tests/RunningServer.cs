using System.Diagnostics.Metrics;
using System.Net.Http.Json;
using System.Text.Json;
using Lodestone.Server.Admission;
using Lodestone.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Lodestone.Server.Tests;

/// <summary>A server on a free port with a data folder of its own, and a client of it.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly LodestoneServer _server;

    private RunningServer(TemporaryFolder folder, LodestoneServer server)
    {
        _folder = folder;
        _server = server;
        // Not the handler's own limit: a test asks for as much at once as it likes.
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(2) };
    }

    public Uri Address => new(_server.Addresses[0]);

    public string Folder => _folder.Path;

    public IServiceProvider Services => _server.Services;

    public AdmissionController Gate => _server.Services.GetRequiredService<AdmissionController>();

    public IMeterFactory Meters => _server.Services.GetRequiredService<IMeterFactory>();

    public HttpClient Client { get; }

    public static async Task<RunningServer> StartAsync(
        Action<ServerOptions>? configure = null, Action<WebApplicationBuilder>? adapt = null, Action<string>? prepare = null)
    {
        var folder = new TemporaryFolder();
        prepare?.Invoke(folder.Path);
        var server = await LodestoneServer.StartAsync(
            ["http://127.0.0.1:0"],
            options =>
            {
                options.DataFolder = folder.Path;
                configure?.Invoke(options);
            },
            verbose: false,
            adapt,
            TestContext.Current.CancellationToken);
        return new RunningServer(folder, server);
    }

    /// <summary>Small models of random weights, whose answers mean nothing and come fast.</summary>
    public static void Tiny(ServerOptions options)
    {
        options.BiEncoder = TinyModels.Folder("bert-cls-prompts");
        options.CrossEncoder = TinyModels.Folder("bert-reranker");
    }

    public async Task<Reply> PostAsync(string path, object body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = JsonContent.Create(body) };
        return await SendAsync(request, headers);
    }

    public async Task<Reply> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        return await SendAsync(request, headers);
    }

    public async Task<Reply> SendAsync(HttpRequestMessage request, params (string Name, string Value)[] headers)
    {
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        // A stream of lines is many values, of which a test reads those it is about.
        var isJson = answer.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json";
        var all = answer.Headers.Concat(answer.Content.Headers)
            .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return new Reply((int)answer.StatusCode, text, isJson ? JsonElement.Parse(text) : default, all);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }
}
