using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Lodestone.Contracts;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Hostility;

/// <summary>
/// Every route of a server, as the server lists them, is sent all of <see cref="HostileThings"/> over sockets. No answer is a failure of
/// the server's, each refusal is one a program can read, connections are closed or usable, and nothing is half done.
/// </summary>
public sealed partial class HostilitySweepTests(SweptServer server) : IClassFixture<SweptServer>
{
    private const int AtOnce = 4;
    private const int MostShown = 40;

    // A server that does not answer at all has failed, too.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly ConcurrentBag<string> _found = [];

    [Fact]
    public void Routes_OfTheServer_AreAllSwept()
    {
        Assert.True(server.Routes.Count > 30, $"{server.Routes.Count} routes");
        Assert.True(server.Routes.Count(r => r.Body is not null) >= 11, "routes that take JSON");
        Assert.All(server.Routes, r => Assert.DoesNotContain('{', r.Path));
        Assert.True(HostileThings.Names.Length + HostileThings.Headers.Length + HostileThings.Bodies.Length > 200);
    }

    [Fact]
    public Task Names_InEveryPath_AreRefusedOrServed() => SweepAsync(
        from route in server.Routes
        where route.TakesName
        from name in HostileThings.Names
        select new Sent(route, route.Target(name), Json(route), route.Sample ?? "")
        {
            Collection = route.Pattern == "/v1/collections/{name}" ? name : null,
        });

    [Fact]
    public Task Targets_OfPages_AreRefusedOrServed() => SweepAsync(
        from method in (string[])["GET", "HEAD", "POST", "OPTIONS"]
        from target in HostileThings.Targets
        select new Sent(Any(method), target, "Content-Length: 0", ""));

    [Fact]
    public Task Queries_OfEveryRoute_AreRefusedOrServed() => SweepAsync(
        from route in server.Routes
        from query in HostileThings.Queries
        select new Sent(route, route.Path + query, Json(route), route.Sample ?? ""));

    [Fact]
    public Task Headers_OfEveryRoute_AreRefusedOrServed() => SweepAsync(
        from route in server.Routes
        from header in HostileThings.Headers
        select new Sent(route, route.Path, $"{header}\r\n{Json(route)}", route.Sample ?? "") { MayClose = true });

    [Fact]
    public Task ContentTypes_OfEveryRouteWithABody_AreRefusedOrServed() => SweepAsync(
        from route in server.Routes
        where route.Body is not null
        from type in HostileThings.ContentTypes
        select new Sent(route, route.Path, $"Content-Type: {type}", route.Sample!));

    [Fact]
    public Task Bodies_OfEveryRouteWithABody_AreRefused() => SweepAsync(
        from route in server.Routes
        where route.Body is not null
        from body in HostileThings.Bodies
        select new Sent(route, route.Path, "Content-Type: application/json", "") { Bytes = body.Bytes, What = body.Name });

    [Fact]
    public Task Values_OfEveryField_AreRefusedOrServed() => SweepAsync(
        from route in server.Routes
        where route.Body is not null
        from field in route.Body!.Properties
        from value in HostileThings.Values
        select new Sent(route, route.Path, Json(route), SweptRoute.SampleOf(route.Body!, field.Name, value)));

    [Fact]
    public Task Values_WithinABatch_WriteAllOrNothing()
    {
        var route = server.Routes.Single(r => r is { Method: "POST", Pattern: "/v1/collections/{name}/documents" });
        var document = ContractsJson.TypeInfo<BatchDocument>();
        var bad = document.Properties.SelectMany(p => HostileThings.Values.Select(v => SweptRoute.SampleOf(document, p.Name, v)))
            .Concat(HostileThings.Bodies.Select(b => Encoding.UTF8.GetString(b.Bytes)));
        return SweepAsync(bad.Select((b, i) =>
            new Sent(route, route.Path, Json(route), $"{{\"documents\":[{{\"id\":\"with-{i}\",\"text\":\"Usual.\"}},{b}]}}")
            {
                Document = $"with-{i}",
            }));
    }

    [Fact]
    public async Task Lines_OfAnUpload_AreProblemsOfTheirOwn()
    {
        var route = server.Routes.Single(r => r is { Method: "POST", Pattern: "/v1/collections/{name}/documents" });
        var document = ContractsJson.TypeInfo<BatchDocument>();
        byte[][] bad =
        [
            .. HostileThings.Values.Select(v => Encoding.UTF8.GetBytes(SweptRoute.SampleOf(document, "metadata", v))),
            .. HostileThings.Values.Select(v => Encoding.UTF8.GetBytes(SweptRoute.SampleOf(document, "headings", v))),
            .. HostileThings.Bodies.Select(b => b.Bytes).Where(b => !b.Contains((byte)'\n')),
        ];
        var body = bad.SelectMany((b, i) => (byte[])
            [.. Encoding.UTF8.GetBytes($"{{\"id\":\"line-{i}\",\"text\":\"Usual.\"}}\n"), .. b, (byte)'\n']);
        var sent = new Sent(route, route.Path, "Content-Type: application/x-ndjson", "") { Bytes = [.. body] };
        var exchange = await RunAsync(sent);
        Assert.Equal(200, exchange.Status);
        var report = JsonElement.Parse(exchange.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);
        Assert.Equal("report", report.GetProperty("type").GetString());
        Assert.All(report.GetProperty("problems").EnumerateArray(), p => Assert.Equal(0, p.GetProperty("line").GetInt32() % 2));
        for (var i = 0; i < bad.Length; i++)
            server.Sent($"line-{i}", 200);
        await NothingIsHalfDoneAsync();
    }

    [Fact]
    public Task Framings_OfEveryRouteWithABody_AreRefusedOrServed() => SweepAsync(Framed(HostileThings.Framings, ends: false));

    [Fact]
    public Task Framings_ThatEndTooEarly_WriteNothing() => SweepAsync(Framed(HostileThings.UnfinishedFramings, ends: true));

    [Fact]
    public Task RequestLines_Broken_AreRefused() => SweepAsync(
        from line in HostileThings.RequestLines
        select new Sent(Any("GET"), line, "", "")
        {
            Raw = $"{line}\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n",
            MayClose = true,
            MayBeUnknownVersion = true,
        });

    [Fact]
    public Task Requests_Broken_AreRefused() => SweepAsync(
        from request in HostileThings.Requests
        select new Sent(Any("GET"), request, "", "")
        {
            Raw = request.Replace("{port}", $"{server.Port}", StringComparison.Ordinal),
            MayClose = true,
            Ends = true,
        });

    private static SweptRoute Any(string method) => new(method, "", null, HasOwnErrors: true);

    private static string Json(SweptRoute route) => route.Body is null ? "Accept-Encoding: gzip" : "Content-Type: application/json";

    private IEnumerable<Sent> Framed(string[] framings, bool ends) =>
        from route in server.Routes
        where route.Body is not null
        from type in (string[])["application/json", "application/x-ndjson"]
        from framing in framings
        select new Sent(route, route.Path, "", "")
        {
            Raw = $"{route.Method} {route.Path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {type}\r\n" +
                framing.Replace("{body}", route.Sample, StringComparison.Ordinal),
            MayClose = true,
            Ends = ends,
        };

    private async Task SweepAsync(IEnumerable<Sent> all)
    {
        var count = 0;
        await Parallel.ForEachAsync(
            all,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestServer.Stop },
            async (sent, _) =>
            {
                Interlocked.Increment(ref count);
                await RunAsync(sent);
            });
        Assert.True(count >= 18, $"{count} requests");
        await NothingIsHalfDoneAsync();
    }

    private async Task NothingIsHalfDoneAsync()
    {
        string[] all = [.. _found, .. await server.FindAllThatChangedAsync()];
        Assert.True(all.Length == 0, $"{all.Length} findings:\n{string.Join('\n', all.Take(MostShown))}");
    }

    private async Task<RawExchange> RunAsync(Sent sent)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestServer.Stop);
        patience.CancelAfter(Patience);
        try
        {
            var exchange = await RawExchange.RunAsync(
                server.Port, sent.ToBytes(), sent.Route.Method == "HEAD", sent.Ends, sent.MayClose, patience.Token);
            if (Judge(sent, exchange) is { } wrong)
                _found.Add($"{sent}: {exchange.Status} {wrong}");
            if (sent.Collection is { } name && exchange.Status == 201)
                server.Made(Uri.UnescapeDataString(name));
            if (sent.Document is { } id)
                server.Sent(id, exchange.Status);
            return exchange;
        }
        catch (InvalidDataException wrong)
        {
            _found.Add($"{sent}: {wrong.Message}");
            return new RawExchange(0, "", [], false);
        }
        catch (OperationCanceledException) when (!TestServer.Stop.IsCancellationRequested)
        {
            _found.Add($"{sent}: no answer, and the connection is still open");
            return new RawExchange(0, "", [], false);
        }
    }

    private static string? Judge(Sent sent, RawExchange exchange)
    {
        if (exchange.Head.Contains("X-Injected", StringComparison.OrdinalIgnoreCase))
            return "has a header that was injected";
        if (exchange.Status == 0)
            return sent.MayClose ? null : "closed without an answer";
        if (exchange.Status >= 500 && !(sent.MayBeUnknownVersion && exchange.Status == 505))
            return $"is the server's failure: {exchange.Text}";
        if (exchange.Status < 400 || sent.Route.Method == "HEAD" || exchange.Status is 412 or 416)
            return null;
        // The host's own refusals have no body, and end the connection.
        if (exchange.Body.Length == 0)
            return exchange.StaysOpen ? "is a refusal without a word" : null;
        return exchange.Header("Content-Type") switch
        {
            "application/problem+json" => Problem(exchange),
            "application/json; charset=utf-8" when sent.Route.HasOwnErrors => IsObject(exchange.Body) ? null : "is no JSON",
            var other => $"is a refusal as '{other}'",
        };
    }

    private static string? Problem(RawExchange exchange)
    {
        if (!IsObject(exchange.Body))
            return "is no JSON";
        var problem = JsonElement.Parse(exchange.Text);
        return problem.GetProperty("status").GetInt32() == exchange.Status && Type().IsMatch(problem.GetProperty("type").GetString()!) &&
            problem.GetProperty("title").GetString()!.Length > 0 && problem.GetProperty("detail").GetString()!.Length is > 0 and < 4000
                ? null
                : $"is an odd problem: {exchange.Text}";
    }

    private static bool IsObject(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^urn:lodestone:error:[a-z]+(-[a-z0-9]+)*\z")]
    private static partial Regex Type();

    /// <summary>One request of the sweep.</summary>
    private sealed record Sent(SweptRoute Route, string Target, string Head, string Body)
    {
        public byte[]? Bytes { get; init; }

        public string? Raw { get; init; }

        public string? What { get; init; }

        public string? Collection { get; init; }

        public string? Document { get; init; }

        public bool Ends { get; init; }

        public bool MayClose { get; init; }

        public bool MayBeUnknownVersion { get; init; }

        public byte[] ToBytes()
        {
            if (Raw is not null)
                return Encoding.Latin1.GetBytes(Raw);
            var body = Bytes ?? Encoding.UTF8.GetBytes(Body);
            var length = Head.Contains("Content-Length", StringComparison.Ordinal) ? "" : $"Content-Length: {body.Length}\r\n";
            return [.. Encoding.Latin1.GetBytes($"{Route.Method} {Target} HTTP/1.1\r\nHost: localhost\r\n{Head}\r\n{length}\r\n"), .. body];
        }

        public override string ToString()
        {
            var all = Raw ?? $"{Route.Method} {Target} | {What ?? Head} | {Body}";
            return (all.Length > 300 ? all[..300] + "..." : all).Replace("\r\n", " / ", StringComparison.Ordinal);
        }
    }
}
