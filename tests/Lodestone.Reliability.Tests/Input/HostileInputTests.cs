using System.Globalization;
using System.Text;
using Lodestone.TestSupport;

namespace Lodestone.Reliability.Tests.Input;

/// <summary>Documents, ids, filters and queries that nobody sane would give.</summary>
public sealed class HostileInputTests(ModelsFixture models) : IClassFixture<ModelsFixture>
{
    private static readonly SearchOptions Fused = new() { Rerank = SearchRerankOptions.Off };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Texts { get; } =
    [
        "", " \t\r\n", "\0", "nul\0in the middle lodestar", "\u0001\u0002\u001b[31m red \u007f\u0085", "\ud800", "lone \udc00 low", "high \ud83d end",
        "\u202e\u05e9\u05dc\u05d5\u05dd right to left \u200f", "\u0645\u0631\u062d\u0628\u0627 \u0628\u0643\u0645", "a\u0301\u0302\u0303\u0304\u0305\u0306", "\ufeff\ufffe\uffff", "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67",
        "'; DROP TABLE documents; --", "\" OR 1=1 --", "title:(\"a\" AND b~2)^9 [x TO *] /re.*/ \\", "<script>alert(1)</script>", "{0} %s %n ${x}",
    ];

    [Theory]
    [MemberData(nameof(Texts), DisableDiscoveryEnumeration = true)]
    public async Task UpsertAsync_AnyText_IsKeptAndHurtsNothing(string text)
    {
        using var folder = new TemporaryFolder();
        await using (var collection = await models.CreateAsync(folder["collection"]))
        {
            var report = await collection.UpsertAsync(
                [
                    new Document { Id = "hostile", Title = text, Text = text },
                    new Document { Id = "long", Text = string.Concat(Enumerable.Repeat(text + " ", 200)) },
                    new Document { Id = "plain", Text = "a lodestone in the river" },
                ],
                cancellationToken: Cancel);
            Assert.Equal(3, report.Count(DocumentChange.Added));
            // Half a surrogate pair is no text: it is kept as U+FFFD, as the documentation says.
            Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)), (await collection.GetAsync("hostile", Cancel))!.Text);
            await SearchesAsync(collection, text);
            var again = await collection.UpsertAsync([new Document { Id = "plain", Text = "a lodestone in the river" }], cancellationToken: Cancel);
            Assert.Equal(1, again.Count(DocumentChange.Unchanged));
        }

        await using var opened = await models.OpenAsync(folder["collection"]);
        Assert.Empty(opened.Notices);
        Assert.Empty((await opened.CheckAsync(cancellationToken: Cancel)).Problems);
        Assert.Contains((await opened.SearchAsync("lodestone", Fused, Cancel)).Hits, h => h.DocumentId == "plain");
    }

    [Fact]
    public async Task UpsertAsync_FiveMegabytes_IsFoundToItsEnd()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await models.CreateAsync(folder["collection"]);
        var text = new StringBuilder(5_400_000);
        for (var i = 0; text.Length < 5 << 20; i++)
            text.Append(CultureInfo.InvariantCulture, $"the river of stone number {i} goes on. ");
        text.Append("Here ends needleword.");
        var report = await collection.UpsertAsync([new Document { Id = "large", Text = text.ToString() }], cancellationToken: Cancel);
        Assert.True(report.Passages > 1_000, $"{report.Passages} passages");
        var hit = Assert.Single((await collection.SearchAsync("needleword", Fused with { Retrieval = RetrievalMode.Keyword }, Cancel)).Hits);
        Assert.Equal(text.Length, hit.Range.End);
        Assert.Empty((await collection.CheckAsync(cancellationToken: Cancel)).Problems);
        Assert.Equal(1, await collection.DeleteAsync(["large"], Cancel));
        Assert.Empty((await collection.SearchAsync("needleword", Fused, Cancel)).Hits);
    }

    [Fact]
    public async Task IndexAsync_VeryManyOneWordDocuments_AreAllThere()
    {
        using var folder = new TemporaryFolder();
        var count = Limits.OneWordDocuments;
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await using (var collection = await models.CreateAsync(folder["collection"]))
        {
            var report = await collection.IndexAsync(WordsAsync(count), cancellationToken: Cancel);
            Assert.Equal((count, count), (report.Added, report.Passages));
        }

        var indexed = clock.Elapsed;
        clock.Restart();
        await using var opened = await models.OpenAsync(folder["collection"]);
        var openedIn = clock.Elapsed;
        Assert.Empty(opened.Notices);
        Assert.Equal(count, await opened.CountAsync(cancellationToken: Cancel));
        foreach (var i in new[] { 0, count / 2, count - 1 })
        {
            var options = Fused with { Retrieval = RetrievalMode.Keyword };
            Assert.Equal(Id(i), Assert.Single((await opened.SearchAsync(Word(i), options, Cancel)).Hits).DocumentId);
        }

        Assert.Equal(100, (await opened.SearchAsync("word", Fused with { Retrieval = RetrievalMode.Dense, Top = 100 }, Cancel)).Hits.Count);
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        TestContext.Current.SendDiagnosticMessage(
            "{0} one-word documents: indexed in {1:F1} s, opened in {2:F2} s, {3} MiB", count, indexed.TotalSeconds, openedIn.TotalSeconds,
            process.PeakWorkingSet64 >> 20);
    }

    [Fact]
    public async Task UpsertAsync_OneIdOften_TakesTheLastAndSaysSo()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await models.CreateAsync(folder["collection"]);
        var report = await collection.UpsertAsync(
            [.. Enumerable.Range(0, 50).Select(i => new Document { Id = i % 2 == 0 ? "even" : "odd", Text = $"text number {Word(i)}" })], cancellationToken: Cancel);
        Assert.Equal((2, 48), (report.Count(DocumentChange.Added), report.Count(DocumentChange.Superseded)));
        Assert.Equal($"text number {Word(48)}", (await collection.GetAsync("even", Cancel))!.Text);
        var options = Fused with { Retrieval = RetrievalMode.Keyword };
        Assert.Empty((await collection.SearchAsync(Word(46), options, Cancel)).Hits);
        Assert.Single((await collection.SearchAsync(Word(48), options, Cancel)).Hits);
    }

    [Theory]
    [InlineData("a/b\\c/..d")]
    [InlineData("it's \"quoted\" `so`; --")]
    [InlineData("%00%2e?x=1&y#z")]
    [InlineData("\u05d0\u05d1\u202e\u05d2 \ud83d\udc69")]
    [InlineData(".../etc/passwd/")]
    [InlineData(" ")]
    public async Task UpsertAsync_StrangeId_IsAnIdLikeAnyOther(string id)
    {
        using var folder = new TemporaryFolder();
        await using var collection = await models.CreateAsync(folder["collection"]);
        await collection.UpsertAsync([new Document { Id = id, Text = "lodestone" }, new Document { Id = "other", Text = "lodestone" }], cancellationToken: Cancel);
        Assert.Equal("lodestone", (await collection.GetAsync(id, Cancel))!.Text);
        Assert.Contains((await collection.SearchAsync("lodestone", Fused, Cancel)).Hits, h => h.DocumentId == id);
        Assert.Equal(1, await collection.DeleteAsync([id], Cancel));
        Assert.Null(await collection.GetAsync(id, Cancel));
        Assert.Equal(1, await collection.CountAsync(cancellationToken: Cancel));
    }

    [Fact]
    public async Task UpsertAsync_UnusableId_RefusesTheWholeBatch()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await models.CreateAsync(folder["collection"]);
        var tooLong = new string('x', Document.MaxIdLength + 1);
        foreach (var id in new[] { "", "a\0b", "line\nbreak", "half \ud800", "../../../etc/passwd", "a/b\\c/%2e./d", tooLong })
        {
            await Assert.ThrowsAsync<InvalidArgumentException>(() => collection.UpsertAsync(
                [new Document { Id = "good", Text = "lodestone" }, new Document { Id = id, Text = "lodestone" }], cancellationToken: Cancel));
            Assert.Equal(0, await collection.CountAsync(cancellationToken: Cancel));
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void MetadataValueOf_NotFinite_IsRefused(double value) =>
        Assert.Contains("finite", Assert.Throws<InvalidArgumentException>(() => MetadataValue.Of(value)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Filter_WithInjection_ComparesAndDoesNothingElse()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await models.CreateAsync(folder["collection"]);
        var evil = "x' OR 1=1; DROP TABLE documents; --";
        await collection.UpsertAsync(
            [
                new Document { Id = "evil", Text = "lodestone", Metadata = new Dictionary<string, MetadataValue> { ["plan"] = MetadataValue.Of(evil) } },
                new Document { Id = "good", Text = "lodestone", Metadata = new Dictionary<string, MetadataValue> { ["plan"] = MetadataValue.Of("free") } },
            ],
            cancellationToken: Cancel);
        Assert.Equal(1, await collection.CountAsync(Filter.Parse($"plan = \"{evil}\""), cancellationToken: Cancel));
        Assert.Equal(0, await collection.CountAsync(Filter.Parse("plan = \"' OR '1'='1\""), cancellationToken: Cancel));
        var field = Assert.Throws<FilterException>(() => Filter.Parse("\"plan' OR '1'='1\" = \"x\""));
        Assert.Contains("plan", field.Message, StringComparison.Ordinal);
        foreach (var broken in new[] { "", "plan", "plan =", "plan = \"x", "= 1", "plan = \"x\" or", "((((", "plan ; drop", "plan = 1e999" })
            Assert.Throws<FilterException>(() => Filter.Parse(broken));
        var deep = string.Concat(Enumerable.Repeat("(", 100_000)) + "plan = \"x\"" + string.Concat(Enumerable.Repeat(")", 100_000));
        Assert.Throws<FilterException>(() => Filter.Parse(deep));
        Assert.Equal(1, await collection.DeleteAsync(Filter.Parse($"plan = \"{evil}\""), Cancel));
        Assert.Equal(1, await collection.CountAsync(cancellationToken: Cancel));
    }

    [Theory]
    [InlineData("!?.,;:-()[]{}\"'`*~^&|\\/+=<>@#$%")]
    [InlineData("***")]
    [InlineData("\u0001\u0002\u0003")]
    [InlineData("\0")]
    [InlineData("AND OR NOT")]
    [InlineData("\u202e\u05e9\u05dc\u05d5\u05dd")]
    public async Task SearchAsync_QueryWithoutWords_AnswersOrSaysItIsBlank(string query)
    {
        using var folder = new TemporaryFolder();
        await using var collection = await models.CreateAsync(folder["collection"]);
        await collection.UpsertAsync([new Document { Id = "d", Text = "a lodestone, or not" }], cancellationToken: Cancel);
        await SearchesAsync(collection, query);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 10_000)]
    [InlineData(20_000, 10_000)]
    public async Task SearchAsync_BoundsOfTopAndCandidates_AreAccepted(int top, int candidates)
    {
        using var folder = new TemporaryFolder();
        await using var collection = await models.CreateAsync(folder["collection"], exactUpTo: 10);
        await collection.UpsertAsync([.. Enumerable.Range(0, 60).Select(i => new Document { Id = Id(i), Text = "lodestone " + Word(i) })], cancellationToken: Cancel);
        var result = await collection.SearchAsync("lodestone", Fused with { Top = top, Candidates = candidates }, Cancel);
        Assert.Equal(Math.Min(top, Math.Min(60, candidates * 2)), result.Hits.Count);
        Assert.False(result.Trace.Degraded);
        foreach (var (t, c) in new[] { (0, 10), (-1, 10), (10, 0), (21, 10), (1, 10_001), (int.MaxValue, int.MaxValue) })
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(
                () => collection.SearchAsync("lodestone", Fused with { Top = t, Candidates = c }, Cancel));
        }
    }

    [Fact]
    public async Task SearchAsync_LongQueries_AreAnsweredUpToTheBound()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await models.CreateAsync(folder["collection"]);
        await collection.UpsertAsync([new Document { Id = "d", Text = "a lodestone in the river" }], cancellationToken: Cancel);
        var words = string.Join(' ', Enumerable.Range(0, 20_000).Select(Word));
        foreach (var query in new[] { "lodestone " + words[..9_990], new string('x', 10_000), string.Concat(Enumerable.Repeat("lodestone ", 1_000)) })
        {
            var result = await collection.SearchAsync(query, cancellationToken: Cancel);
            Assert.Single(result.Hits);
            // A word of any length is one token.
            Assert.Equal(query.Contains(' ', StringComparison.Ordinal), result.Trace.Notices.Count > 0);
        }

        Assert.Single((await collection.SearchAsync(("lodestone " + words)[..100_000], Fused, Cancel)).Hits);
        await Assert.ThrowsAsync<InvalidArgumentException>(
            () => collection.SearchAsync(new string('x', 100_001), Fused, Cancel));
    }

    private static async Task SearchesAsync(Collection collection, string query)
    {
        foreach (var mode in Enum.GetValues<RetrievalMode>())
        {
            try
            {
                var result = await collection.SearchAsync(query, new SearchOptions { Retrieval = mode }, Cancel);
                Assert.DoesNotContain(result.Trace.Stages, s => s.Failure is not null);
            }
            catch (ArgumentException refusal)
            {
                Assert.Contains("blank", refusal.Message, StringComparison.Ordinal);
            }
        }
    }

    private static async IAsyncEnumerable<ReadItem> WordsAsync(int count)
    {
        for (var i = 0; i < count; i++)
            yield return new ReadItem { Path = "memory", Document = new Document { Id = Id(i), Text = Word(i) } };
        await Task.CompletedTask;
    }

    private static string Id(int number) => number.ToString("D7", CultureInfo.InvariantCulture);

    private static string Word(int number) => "w" + number.ToString(CultureInfo.InvariantCulture);
}
