using System.Collections.Concurrent;
using System.Text.Json;
using Lodestone.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lodestone.Server.Tests.Hostility;

/// <summary>A server to be swept with hostile requests, and what has to be as before when that is over.</summary>
public sealed class SweptServer : IAsyncLifetime
{
    private const string Sentinel = "sentinel";
    private static readonly string[] Fields = ["hits", "candidates"];
    private readonly TemporaryFolder _folder = new();
    private readonly CapturedLogs _logs = new();
    private readonly ConcurrentDictionary<string, int> _documents = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _made = new(StringComparer.Ordinal);
    private TestServer _server = null!;
    private string _before = "";
    private string _filesBefore = "";

    internal IReadOnlyList<SweptRoute> Routes { get; private set; } = [];

    internal int Port => _server.Address.Port;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_folder["web/assets"]);
        await File.WriteAllTextAsync(_folder["web/index.html"], "<p>start</p>", TestServer.Stop);
        await File.WriteAllTextAsync(_folder["web/assets/a.js"], "1", TestServer.Stop);
        await File.WriteAllTextAsync(_folder["secret.txt"], "secret", TestServer.Stop);
        _server = await TestServer.StartAsync(
            options => options.WebFolder = _folder["web"],
            builder => builder.Services.AddSingleton<ILoggerProvider>(_logs),
            data: _folder["data"]);
        await _server.Server.ModelsLoaded;
        Routes = SweptRoute.Of(_server.Server);
        foreach (var name in (string[])[Sentinel, SweptRoute.Victim])
        {
            await SendAsync(HttpMethod.Put, $"/v1/collections/{name}", null);
            await SendAsync(HttpMethod.Post, $"/v1/collections/{name}/documents", """
                {"documents": [
                {"id": "refunds", "title": "Refunds", "text": "Yearly plans are refunded.", "metadata": {"year": 2024, "tags": ["a"]}},
                {"id": "a/b", "text": "Keys are shown once.", "headings": [{"start": 0, "level": 1, "text": "Make one"}]}]}
                """);
        }

        _before = await SentinelAsync();
        _filesBefore = Files();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _logs.Dispose();
        _folder.Dispose();
    }

    /// <summary>That a document was sent together with something else, and what was answered to both.</summary>
    internal void Sent(string documentId, int status) => _documents[documentId] = status;

    /// <summary>That a collection was made.</summary>
    internal void Made(string name) => _made[name] = 0;

    /// <summary>What is otherwise than before, and was not lawfully made otherwise.</summary>
    internal async Task<IReadOnlyList<string>> FindAllThatChangedAsync()
    {
        var found = new List<string>();
        if (await SentinelAsync() is var after && after != _before)
            found.Add($"the sentinel changed: {_before} became {after}");
        if (Files() is var files && files != _filesBefore)
            found.Add($"files changed: {_filesBefore} became {files}");
        found.AddRange(_server.Server.CollectionNames
            .Where(n => n is not (Sentinel or SweptRoute.Victim) && !_made.ContainsKey(n))
            .Select(n => $"there is a collection '{n}' that was not made"));
        var kept = await IdsAsync();
        found.AddRange(_documents.Where(d => kept.Contains(d.Key) != d.Value is 200)
            .Select(d => $"{d.Key}, of what was answered with {d.Value}, is {(kept.Contains(d.Key) ? "" : "not ")}there"));
        // Mistakes of clients are no news for the operator, and anything at all that is logged here is one.
        found.AddRange(_logs.Text.Split('\n').Where(l => !l.Contains(" scope ", StringComparison.Ordinal)).Where(l => l.Length > 0));
        return found;
    }

    private async Task<string> SentinelAsync()
    {
        var search = await SendAsync(HttpMethod.Post, $"/v1/collections/{Sentinel}/search", """{"query": "refunded keys"}""");
        var export = await SendAsync(HttpMethod.Get, $"/v1/collections/{Sentinel}/documents", null);
        return string.Join('\n', Fields.Select(f => search.GetProperty(f).GetRawText())) + export.GetRawText();
    }

    private async Task<HashSet<string>> IdsAsync()
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        string? after = null;
        do
        {
            var from = after is null ? "" : $"&after={Uri.EscapeDataString(after)}";
            var page = await SendAsync(HttpMethod.Get, $"/v1/collections/{SweptRoute.Victim}/documents?top=1000{from}", null);
            ids.UnionWith(page.GetProperty("documents").EnumerateArray().Select(d => d.GetProperty("id").GetString()!));
            after = page.GetProperty("next").GetString();
        }
        while (after is not null);
        return ids;
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, string? json)
    {
        var answer = await _server.SendAsync(method, path, json);
        Assert.True(answer.Status is >= 200 and < 300, answer.Body);
        return answer.Json;
    }

    // All but what is within the data folder's own collections; what stands beside the folders would have got out of them.
    private string Files() => string.Join(' ', Directory.EnumerateFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(_folder.Path, f))
        .Where(f => !f.StartsWith(Path.Combine("data", "collections") + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        .Where(f => f != Path.Combine("data", ".deleted"))
        .Order(StringComparer.Ordinal));
}
