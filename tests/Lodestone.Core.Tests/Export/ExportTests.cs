using System.Globalization;
using System.Text;
using Lodestone.Core.Tests.Spaces;
using Lodestone.TestSupport;

namespace Lodestone.Core.Tests.Export;

/// <summary>An export has all of a collection, so that importing it embeds nothing and answers the same.</summary>
public sealed class ExportTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Document[] Documents { get; } =
    [
        new()
        {
            Id = "refunds/ü 1",
            Title = "Refunds",
            Text = "Paid back\n\nYearly plans are refunded in full within 14 days of payment. \ud83d\ude00 Money comes back.",
            Headings = [new Heading(0, 1, "Paid back"), new Heading(11, 2, "Yearly \"plans\"")],
            Metadata =
            {
                ["whole"] = long.MaxValue, ["least"] = long.MinValue, ["beyond"] = (1L << 53) + 1, ["price"] = 9.5, ["huge"] = 1e300,
                ["tiny"] = double.Epsilon, ["third"] = 1.0 / 3, ["yes"] = true, ["no"] = false, ["text"] = "plain", ["empty text"] = "",
                ["like a date"] = MetadataValue.Of("2024-05-01"), ["like an object"] = "{\"text\": \"x\"}", ["like a number"] = "12",
                ["since"] = new DateTimeOffset(2024, 5, 1, 12, 30, 15, TimeSpan.FromMinutes(-150)).AddTicks(1),
                ["first"] = DateTimeOffset.MinValue, ["last"] = DateTimeOffset.MaxValue,
                ["tags"] = new[] { "billing", "money", "2024-05-01" }, ["none"] = Array.Empty<string>(), ["__proto__"] = "x",
            },
        },
        new() { Id = "long", Title = "Long", Text = string.Join(" ", Enumerable.Range(0, 900).Select(i => $"word{i % 50} river. ")) },
        new() { Id = "without words", Text = " \u200b " },
        new() { Id = "title only", Title = "Storms in winter", Text = "" },
        new() { Id = "half \ufffd", Title = "a half", Text = "half \ud800 of a pair, \0 and controls \u0001\u001f" },
    ];

    [Fact]
    public async Task ImportIntoAsync_ModelsFolderIsGone_AnswersTheSameOnceItIsBack()
    {
        using var folder = new TemporaryFolder();
        CopyModel(TinyModels.BiEncoder, folder["models/mine"]);
        var made = new CollectionOptions { BiEncoder = folder["models/mine"], CrossEncoder = TinyModels.CrossEncoder };
        await using var original = await Collection.OpenAsync(folder["original"], made, Cancel);
        await original.UpsertAsync(Documents, cancellationToken: Cancel);
        using var stream = new MemoryStream();
        Assert.Equal(Documents.Length, await original.ExportAsync(stream, cancellationToken: Cancel));
        Assert.DoesNotContain(folder.Path, Encoding.UTF8.GetString(stream.ToArray()), StringComparison.Ordinal);
        Directory.Move(folder["models"], folder["elsewhere"]);

        stream.Position = 0;
        var report = await Collection.ImportIntoAsync(folder["copy"], stream, new() { CrossEncoder = TinyModels.CrossEncoder }, cancellationToken: Cancel);

        Assert.Equal((Documents.Length, 0, 0), (report.Added, report.Embedded, report.Problems.Count));
        Assert.Equal(["without words"], report.WithoutWords);
        var options = new CollectionOptions { BiEncoder = folder["elsewhere/mine"], CrossEncoder = TinyModels.CrossEncoder };
        await using var copy = await Collection.OpenAsync(folder["copy"], options, Cancel);
        Assert.Empty(copy.Notices);
        Assert.Empty((await copy.CheckAsync(cancellationToken: Cancel)).Problems);
        Assert.Equal(
            (await original.StatsAsync(Cancel)).Fields.Select(f => (f.Key, f.Value[0])), (await copy.StatsAsync(Cancel)).Fields.Select(f => (f.Key, f.Value[0])));
        foreach (var document in Documents)
            AssertSame((await original.GetAsync(document.Id, Cancel))!, (await copy.GetAsync(document.Id, Cancel))!);
        Directory.Move(folder["elsewhere"], folder["models"]);
        foreach (var query in new[] { "when is money paid back", "winter", "half of a pair" })
            Assert.Equal(await AnswerAsync(original, query), await AnswerAsync(copy, query));
        // Passages are known by the hash of their input, so the same documents cost nothing.
        var again = await copy.UpsertAsync([.. Documents.Select(d => d with { Id = "again " + d.Id })], cancellationToken: Cancel);
        Assert.Equal(0, again.Embedded);
    }

    [Fact]
    public async Task ImportAsync_SameEmbedder_EmbedsNothingAndSkipsWhatIsThere()
    {
        using var folder = new TemporaryFolder();
        var embedder = new ScriptedEmbedder();
        await using var original = await OpenAsync(folder["original"], embedder);
        await original.UpsertAsync(Documents, cancellationToken: Cancel);
        await using var copy = await OpenAsync(folder["copy"], embedder);
        await copy.UpsertAsync([Documents[0], Documents[1] with { Text = "other" }, new() { Id = "own", Text = "own words" }], cancellationToken: Cancel);
        var calls = embedder.Calls.Count;
        using var stream = new MemoryStream();
        await original.ExportAsync(stream, cancellationToken: Cancel);
        var exported = Encoding.UTF8.GetString(stream.ToArray());

        stream.Position = 0;
        var told = new List<IndexingProgress>();
        var report = await copy.ImportAsync(stream, new Told<IndexingProgress>(told.Add), Cancel);

        Assert.Equal(calls, embedder.Calls.Count);
        Assert.Equal((3, 1, 1), (report.Added, report.Replaced, report.Unchanged));
        Assert.Equal((stream.Length, (long?)stream.Length), (told[^1].BytesRead, told[^1].TotalBytes));
        Assert.Equal(6, await copy.CountAsync(cancellationToken: Cancel));
        await copy.DeleteAsync(["own"], Cancel);
        foreach (var query in new[] { "money back", "word7 river", "winter" })
            Assert.Equal(await AnswerAsync(original, query), await AnswerAsync(copy, query));
        using var second = new MemoryStream();
        await copy.ExportAsync(second, cancellationToken: Cancel);
        Assert.Equal(exported, Encoding.UTF8.GetString(second.ToArray()));
        stream.Position = 0;
        report = await copy.ImportAsync(stream, cancellationToken: Cancel);
        Assert.Equal((0, Documents.Length), (report.Added + report.Replaced, report.Unchanged));
        Assert.Empty((await copy.CheckAsync(cancellationToken: Cancel)).Problems);
    }

    [Fact]
    public async Task ImportAsync_EmptyCollectionOfAnotherModel_TakesThatOfTheExport()
    {
        using var folder = new TemporaryFolder();
        await using var original = await OpenAsync(folder["original"], new ScriptedEmbedder());
        await original.UpsertAsync(Documents, cancellationToken: Cancel);
        await using (await Collection.OpenAsync(folder["copy"], TinyModels.Options, Cancel))
        {
            // Made with a model, and without documents.
        }

        await using var copy = await Collection.OpenAsync(folder["copy"], cancellationToken: Cancel);
        using var stream = new MemoryStream();
        await original.ExportAsync(stream, cancellationToken: Cancel);
        stream.Position = 0;
        await copy.ImportAsync(stream, cancellationToken: Cancel);
        Assert.Equal(original.BiEncoder, copy.BiEncoder);
        Assert.Equal(Documents.Length, await copy.CountAsync(cancellationToken: Cancel));
        var words = new SearchOptions { Retrieval = RetrievalMode.Keyword, Rerank = SearchRerankOptions.Off };
        Assert.Equal("refunds/ü 1", (await copy.SearchAsync("refunded", words, Cancel)).Hits[0].DocumentId);
        Assert.Empty((await copy.CheckAsync(cancellationToken: Cancel)).Problems);
        await copy.DisposeAsync();
        await using var opened = await OpenAsync(folder["copy"], new ScriptedEmbedder());
        Assert.Empty(opened.Notices);
        Assert.Equal(await AnswerAsync(original, "money back"), await AnswerAsync(opened, "money back"));
    }

    [Fact]
    public async Task ImportAsync_AnotherModel_IsRefusedAndWritesNothing()
    {
        using var folder = new TemporaryFolder();
        await using var original = await OpenAsync(folder["original"], new ScriptedEmbedder());
        await original.UpsertAsync(Documents, cancellationToken: Cancel);
        using var stream = new MemoryStream();
        await original.ExportAsync(stream, cancellationToken: Cancel);

        // Empty, and yet asked to be embedded by another model.
        await using var other = await OpenAsync(folder["other"], new ScriptedEmbedder { Metadata = new("tests", null, "others", 32) });
        await AssertRefusedAsync(other, "words", "others");
        await other.UpsertAsync([new() { Id = "own", Text = "own words" }], cancellationToken: Cancel);
        await AssertRefusedAsync(other, "words", "others");
        await other.DisposeAsync();
        await using var opened = await Collection.OpenAsync(folder["other"], cancellationToken: Cancel);
        await AssertRefusedAsync(opened, "words", "others");
        Assert.Equal(1, await opened.CountAsync(cancellationToken: Cancel));

        async Task AssertRefusedAsync(Collection collection, string theirs, string ours)
        {
            stream.Position = 0;
            var refused = await Assert.ThrowsAsync<ExportException>(() => collection.ImportAsync(stream, cancellationToken: Cancel));
            Assert.Equal(ErrorCodes.ExportModelDiffers, refused.Code);
            Assert.Contains(theirs, refused.Found, StringComparison.Ordinal);
            Assert.Contains(ours, refused.Accepted, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ExportAsync_WhileDocumentsAreWritten_ShowsOneCommit()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await OpenAsync(folder["collection"], new ScriptedEmbedder());
        await collection.UpsertAsync(Numbered(""), cancellationToken: Cancel);
        using var stream = new MemoryStream();
        var round = 0;
        var each = new Told<(long, long)>(_ => collection.UpsertAsync(Numbered($"revised{++round}"), cancellationToken: Cancel).Wait(Cancel));
        await collection.ExportAsync(stream, each, Cancel);
        Assert.True(round > 3, $"{round} portions");
        var text = Encoding.UTF8.GetString(stream.ToArray());
        Assert.Equal(401, text.Count(c => c == '\n'));
        Assert.DoesNotContain("revised", text, StringComparison.Ordinal);

        static Document[] Numbered(string mark) =>
            [.. Enumerable.Range(0, 400).Select(i => new Document { Id = $"d{i}", Text = $"text{i} {mark} {new string('x', 2000)}" })];
    }

    [Fact]
    public async Task ExportAsync_Cancelled_EndsEarlyAndTheImportSaysSo()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await OpenAsync(folder["collection"], new ScriptedEmbedder());
        await collection.UpsertAsync(
            [.. Enumerable.Range(0, 300).Select(i => new Document { Id = $"d{i}", Text = new string('x', 5000) + i })], cancellationToken: Cancel);
        using var stop = new CancellationTokenSource();
        using var stream = new MemoryStream();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => collection.ExportAsync(stream, new Told<(long, long)>(_ => stop.Cancel()), stop.Token));
        stream.Position = 0;
        var report = await Collection.ImportIntoAsync(folder["copy"], stream, cancellationToken: Cancel);
        Assert.InRange(report.Added, 1, 299);
        Assert.Equal(ErrorCodes.ExportIncomplete, Assert.Single(report.Problems).Code);
    }

    [Fact]
    public async Task ImportAsync_ReadOnlyOrExportWithoutVectors_IsRefused()
    {
        using var folder = new TemporaryFolder();
        await using (await OpenAsync(folder["collection"], new ScriptedEmbedder()))
        {
            // Made for the reader.
        }

        await using var reader = await Collection.OpenAsync(folder["collection"], new() { ReadOnly = true }, Cancel);
        await Assert.ThrowsAsync<InvalidStateException>(() => reader.ImportAsync(Stream.Null, cancellationToken: Cancel));
        using var stream = new MemoryStream();
        Assert.Equal(0, await reader.ExportAsync(stream, cancellationToken: Cancel));
        stream.Position = 0;
        var report = await Collection.ImportIntoAsync(folder["copy"], stream, cancellationToken: Cancel);
        Assert.Equal((0, 0), (report.Added, report.Problems.Count));
    }

    internal static Task<Collection> OpenAsync(string folder, ScriptedEmbedder embedder) => Collection.OpenAsync(
        folder, new CollectionOptions { Embedder = embedder, Durability = Durability.Fast }, Cancel);

    private static void AssertSame(Document expected, Document found)
    {
        Assert.Equal((expected.Id, expected.Title, expected.Text), (found.Id, found.Title, found.Text));
        Assert.Equal(expected.Headings, found.Headings);
        Assert.Equal(expected.Metadata.OrderBy(m => m.Key, StringComparer.Ordinal), found.Metadata.OrderBy(m => m.Key, StringComparer.Ordinal));
        Assert.All(expected.Metadata, m => Assert.True(
            m.Value.Kind != MetadataKind.Date || m.Value.Date.Offset == found.Metadata[m.Key].Date.Offset, m.Key));
    }

    private static async Task<string[]> AnswerAsync(Collection collection, string query)
    {
        var result = await collection.SearchAsync(query, new SearchOptions { Top = 20 }, Cancel);
        Assert.NotEmpty(result.Hits);
        return
        [
            .. result.Hits.Select(h => string.Create(CultureInfo.InvariantCulture,
                $"{h.DocumentId} {h.Range} {h.Heading} {h.FinalScore:R} {h.Similarity?.Score:R} {h.Bm25?.Score:R} {h.Logit?.Score:R}")),
        ];
    }

    private static void CopyModel(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private sealed class Told<T>(Action<T> action) : IProgress<T>
    {
        public void Report(T value) => action(value);
    }
}
