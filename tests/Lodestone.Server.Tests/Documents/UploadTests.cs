using System.Net;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Documents;

public sealed class UploadTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Stream = "application/x-ndjson";
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Post_HelpCentre_IsWrittenAndReported()
    {
        await _server.PutAsync("/v1/collections/help");
        var corpus = await File.ReadAllTextAsync(Repository.PathOf("samples", "help-centre", "corpus.jsonl"), TestServer.Stop);
        var answer = (await UploadAsync("help", corpus)).Is(HttpStatusCode.OK);
        Assert.Equal(Stream, answer.MediaType);
        var report = answer.Lines[^1];
        Assert.Equal(
            "type added replaced unchanged superseded supersededIds passages embedded tokensDropped milliseconds sequence withoutWords " +
            "problems notes",
            TestResponse.Names(report));
        Assert.Equal("report", report.GetProperty("type").GetString());
        Assert.Equal(316, report.GetProperty("added").GetInt32());
        Assert.Empty(report.GetProperty("problems").EnumerateArray());
        Assert.All(answer.Lines.SkipLast(1), l => Assert.Equal("type documents passages embedded", TestResponse.Names(l)));
        Assert.Equal(316, (await _server.GetAsync("/v1/collections/help")).Json.GetProperty("documents").GetInt32());
        var again = (await UploadAsync("help", corpus)).Lines[^1];
        Assert.Equal((316, 0), (again.GetProperty("unchanged").GetInt32(), again.GetProperty("embedded").GetInt32()));
    }

    [Fact]
    public async Task Post_SameIdTwice_IsReportedById()
    {
        await _server.PutAsync("/v1/collections/twice");
        var report = (await UploadAsync("twice", """
            {"id": "a", "text": "first"}
            {"id": "b", "text": "other"}
            {"id": "a", "text": "last"}
            """)).Lines[^1];
        Assert.Equal(1, report.GetProperty("superseded").GetInt32());
        Assert.Equal("a", Assert.Single(report.GetProperty("supersededIds").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task Post_SomeBadLines_AreReportedAndTheRestIsWritten()
    {
        await _server.PutAsync("/v1/collections/lines");
        var report = (await UploadAsync("lines", string.Join('\n',
            "\uFEFF{\"id\": \"a\", \"text\": \"one\"}",
            "",
            "{\"id\": \"b\"}",
            "not json\r",
            "{\"id\": \"c\", \"text\": \"three\", \"colour\": 1}",
            "{\"id\": \"d\", \"text\": \"a line\u2028within\"}\r",
            "{\"id\": \"\", \"text\": \"x\"}",
            "[1]",
            "{\"id\": \"e\", \"text\": \"last\", \"metadata\": {\"year\": 2024}}"))).Is(HttpStatusCode.OK).Lines[^1];
        Assert.Equal("report", report.GetProperty("type").GetString());
        Assert.Equal(3, report.GetProperty("added").GetInt32());
        var problems = report.GetProperty("problems").EnumerateArray().ToArray();
        Assert.Equal([3, 4, 5, 7, 8], problems.Select(p => p.GetProperty("line").GetInt32()));
        Assert.Equal(
            ["unusableField", "malformed", "unusableField", "unusableField", "unusableField"],
            problems.Select(p => p.GetProperty("kind").GetString()));
        Assert.Contains("'text' is missing", problems[0].GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Contains("'colour'", problems[2].GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Contains("id, _id, title, text, metadata, headings", problems[2].GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal("a line\u2028within", (await _server.GetAsync("/v1/collections/lines/documents/d")).Json.GetProperty("text").GetString());
    }

    [Fact]
    public async Task Post_HalfOfASurrogatePairInAName_IsAProblemOfItsLine()
    {
        await _server.PutAsync("/v1/collections/halves");
        var report = (await UploadAsync("halves", """
            {"id": "1", "text": "fine text"}
            {"id": "q", "text": "x", "metadata": {"\ud800": "x"}}
            {"id": "2", "text": "fine text"}
            """)).Is(HttpStatusCode.OK).Lines[^1];
        Assert.Equal(2, report.GetProperty("added").GetInt32());
        var problem = Assert.Single(report.GetProperty("problems").EnumerateArray());
        Assert.Equal((2, "unusableField"), (problem.GetProperty("line").GetInt32(), problem.GetProperty("kind").GetString()));
        Assert.Contains(@"metadata.\ud800", problem.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_TooManyBadLines_EndsTheUpload()
    {
        await _server.PutAsync("/v1/collections/hopeless");
        var body = string.Concat(Enumerable.Repeat("no json at all\n", 1001));
        (await UploadAsync("hopeless", body)).Fails(422, "too-many-problems", "1000 lines", "line 1001");
    }

    [Fact]
    public async Task Post_LineOverTheLimit_IsReportedAndNotHeld()
    {
        await using var server = await TestServer.StartAsync(options => options.MaxLineBytes = 100);
        await server.PutAsync("/v1/collections/long");
        var body = $"{{\"id\": \"a\", \"text\": \"{new string('x', 500_000)}\"}}\n{{\"id\": \"b\", \"text\": \"short\"}}";
        var report = (await server.SendAsync(HttpMethod.Post, "/v1/collections/long/documents", body, Stream)).Is(HttpStatusCode.OK).Lines[^1];
        var problem = Assert.Single(report.GetProperty("problems").EnumerateArray());
        Assert.Equal(("tooLarge", 1), (problem.GetProperty("kind").GetString(), problem.GetProperty("line").GetInt32()));
        Assert.Equal(1, report.GetProperty("added").GetInt32());
    }

    [Fact]
    public async Task Post_NothingAtAll_IsAReportOfNothing() =>
        Assert.Equal(0, (await UploadAsync("some", "\n\n")).Is(HttpStatusCode.OK).Lines[^1].GetProperty("added").GetInt32());

    [Fact]
    public async Task Post_ClientThatGoesAway_KeepsWhatWasWritten()
    {
        await _server.PutAsync("/v1/collections/left");
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(TestServer.Stop);
        using var content = new UnfinishedLines(1_500);
        var sending = _server.Client.PostAsync(new Uri("/v1/collections/left/documents", UriKind.Relative), content, leave.Token);
        await Waiting.UntilAsync(async () => sending.IsCompleted || await _server.CountAsync("left") > 0);
        var written = await _server.CountAsync("left");
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Equal(1_000, written);
        // Deletion waits for whoever uses the collection, so the upload has ended when it has.
        (await _server.DeleteAsync("/v1/collections/left")).Is(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Post_MoreThanABodyMayHave_IsTaken()
    {
        await using var server = await TestServer.StartAsync(options => options.MaxBodyBytes = 1000);
        await server.PutAsync("/v1/collections/large");
        var body = string.Concat(Enumerable.Range(0, 2000).Select(i => $"{{\"id\": \"{i}\", \"text\": \"Document number {i}\"}}\n"));
        (await server.PostAsync("/v1/collections/large/documents", body)).Fails(413, "body-too-large", "1000 bytes", "x-ndjson");
        var answer = await server.SendAsync(HttpMethod.Post, "/v1/collections/large/documents", body, Stream);
        Assert.Equal(2000, answer.Is(HttpStatusCode.OK).Lines[^1].GetProperty("added").GetInt32());
    }

    private Task<TestResponse> UploadAsync(string name, string body) =>
        _server.SendAsync(HttpMethod.Post, $"/v1/collections/{name}/documents", body, Stream);
}
