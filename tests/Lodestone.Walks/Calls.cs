using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Lodestone.Encoders;
using Lodestone.Server;
using Lodestone.TestSupport;

namespace Lodestone.Walks;

/// <summary>The four calls, run where our assemblies are the probed copies. Nothing else may touch a type of theirs.</summary>
/// <remarks>Each is the second of its kind, so that loading models and opening indexes are not part of it.</remarks>
public static class Calls
{
    /// <summary>The probes that each call passed, by the call's name.</summary>
    public static async Task<IReadOnlyDictionary<string, bool[]>> RunAsync()
    {
        var hits = new Dictionary<string, bool[]>(StringComparer.Ordinal);
        await CollectionAsync(hits);
        await ServerAsync(hits);
        await PairAsync(hits);
        return hits;
    }

    private static async Task CollectionAsync(Dictionary<string, bool[]> hits)
    {
        using var folder = new TemporaryFolder();
        await using var collection = await Collection.OpenAsync(folder.Path, TinyModels.Options);
        await collection.UpsertAsync(
        [
            Document("refunds", "Yearly plans are refunded in full within 14 days of payment."),
            Document("currency", "Prices are shown in the currency of your billing address."),
            Document("keys", "Create an API key under Settings. It is shown once."),
        ]);
        await collection.SearchAsync("When is a plan refunded?");

        Probe.Reset();
        var found = await collection.SearchAsync("Which currency are prices in?");
        hits.Add(Walk.Search, Probe.Read());
        Expect(found.Hits.Count == 3 && found.Hits.All(h => h.Logit is not null), "three hits, reranked");

        var document = Document("plans", "Free\nFive members at most.\nPro\nAny number of members.") with
        {
            Headings = [new Heading(0, 1, "Free"), new Heading(29, 1, "Pro")],
        };
        Probe.Reset();
        await collection.UpsertAsync([document]);
        hits.Add(Walk.Upsert, Probe.Read());
        Expect(await collection.CountAsync() == 4, "four documents");
    }

    private static async Task ServerAsync(Dictionary<string, bool[]> hits)
    {
        using var folder = new TemporaryFolder();
        await using var server = await LodestoneServer.StartAsync(["http://127.0.0.1:0"], options =>
        {
            options.DataFolder = folder.Path;
            options.BiEncoder = TinyModels.BiEncoder;
            options.CrossEncoder = TinyModels.CrossEncoder;
        });
        await server.ModelsLoaded;
        var address = new Uri(server.Addresses[0]);
        await PostAsync(address, """{"query": "When is a plan refunded?", "documents": ["Within 14 days.", "At once."]}""");

        Probe.Reset();
        var answer = await PostAsync(address, """{"query": "Which currency?", "documents": ["That of your address.", "Yours."]}""");
        hits.Add(Walk.Http, Probe.Read());
        Expect(answer.Contains("relevance_score", StringComparison.Ordinal), "scores in the answer");
    }

    private static async Task PairAsync(Dictionary<string, bool[]> hits)
    {
        using var model = CrossEncoder.Load(TinyModels.CrossEncoder);
        await model.RerankAsync("When is a plan refunded?", ["Within 14 days."]);

        Probe.Reset();
        var ranking = await model.RerankAsync("Which currency are prices in?", ["Prices are shown in your currency."]);
        hits.Add(Walk.Pair, Probe.Read());
        Expect(ranking.Passages.Count == 1, "one passage");
    }

    // The server closes the connection when it has done all work for the request, so the end of the answer is the end of the walk.
    private static async Task<string> PostAsync(Uri address, string json)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"POST /v2/rerank HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\n" +
            $"Content-Length: {Encoding.UTF8.GetByteCount(json)}\r\nConnection: close\r\n\r\n{json}")));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync();
        Expect(answer.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal), $"status 200, not {answer}");
        return answer;
    }

    private static Document Document(string id, string text) => new() { Id = id, Title = id, Text = text };

    private static void Expect(bool holds, string what)
    {
        if (!holds)
            throw new InvalidOperationException($"A call did not do its work: expected {what}.");
    }
}
