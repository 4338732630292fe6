using Lodestone.Ingestion;
using Lodestone.TestSupport;

namespace Lodestone.Core.Tests.Collections;

/// <summary>A collection that follows a folder: only documents of the same root go, and only when their source is surely gone.</summary>
public sealed class MirrorTests : IDisposable
{
    private static readonly MirrorOptions Always = new() { Confirm = (_, _) => ValueTask.FromResult(true) };

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task MirrorAsync_FileDeleted_RemovesItsDocumentsAndNoOthers()
    {
        Write("docs/a.md", "docs/b.md", "docs/c.md", "docs/sub/d.md");
        Write("other/e.md", "other/f.md", "other/g.md");
        await using var collection = await OpenAsync();
        await MirrorAsync(collection, "docs");
        await MirrorAsync(collection, "other");
        await collection.UpsertAsync([new Document { Id = "own.md", Text = "of the application" }], cancellationToken: Token);
        File.Delete(_folder["docs/b.md"]);
        File.Delete(_folder["other/e.md"]);
        var folder = Assert.Single((await MirrorAsync(collection, "docs")).Folders);
        Assert.Equal((_folder["docs"], 4L, 1L, 1L, MirrorOutcome.Removed, (string?)null),
            (folder.Root, folder.Documents, folder.Gone, folder.Removed, folder.Outcome, folder.Code));
        Assert.Equal(["b.md"], folder.GoneIds);
        Assert.Equal(["a.md", "c.md", "e.md", "f.md", "g.md", "own.md", "sub/d.md"], await IdsAsync(collection));
        Assert.True((await collection.CheckAsync(cancellationToken: Token)).IsClean);
    }

    [Fact]
    public async Task MirrorAsync_FileRenamed_KeepsItsVectors()
    {
        Write("docs/a.md", "docs/b.md", "docs/c.md");
        await using var collection = await OpenAsync();
        await MirrorAsync(collection, "docs");
        File.Move(_folder["docs/a.md"], _folder["docs/z.md"]);
        var report = await MirrorAsync(collection, "docs");
        Assert.Equal((1, 0, 1L), (report.Added, report.Embedded, report.Folders[0].Removed));
        Assert.Equal(["b.md", "c.md", "z.md"], await IdsAsync(collection));
    }

    [Theory]
    [InlineData("a.md", "A.md")]
    [InlineData("é.md", "e\u0301.md")]
    [InlineData("a.md", "a.bak")]
    public async Task MirrorAsync_NameThatDiffersInCaseNormalizationOrExtension_IsAnother(string from, string to)
    {
        Write("docs/" + from, "docs/b.md", "docs/c.md");
        await using var collection = await OpenAsync();
        await MirrorAsync(collection, "docs");
        File.Move(_folder["docs/" + from], _folder["docs/" + to]);
        var report = await MirrorAsync(collection, "docs");
        Assert.Equal([from], report.Folders[0].GoneIds);
        Assert.Equal(to.EndsWith(".bak", StringComparison.Ordinal) ? 2 : 3, await collection.CountAsync(cancellationToken: Token));
        // And back.
        File.Move(_folder["docs/" + to], _folder["docs/" + from]);
        await MirrorAsync(collection, "docs");
        Assert.Contains(from, await IdsAsync(collection));
        Assert.Equal(3, await collection.CountAsync(cancellationToken: Token));
    }

    [Fact]
    public async Task MirrorAsync_MoreThanHalfGone_AsksAndRemovesNothingWithoutAnAnswer()
    {
        Write("docs/a.md", "docs/b.md", "docs/c.md", "docs/d.md");
        await using var collection = await OpenAsync();
        await MirrorAsync(collection, "docs");
        foreach (var name in new[] { "a", "b" })
            File.Delete(_folder[$"docs/{name}.md"]);
        // Half is not more than half.
        Assert.Equal(2, (await MirrorAsync(collection, "docs")).Folders[0].Removed);
        Directory.Delete(_folder["docs"], recursive: true);
        Directory.CreateDirectory(_folder["docs"]);
        var folder = (await MirrorAsync(collection, "docs")).Folders[0];
        Assert.Equal((2L, 2L, 0L, ErrorCodes.MirrorUnconfirmed), (folder.Documents, folder.Gone, folder.Removed, folder.Code));
        Assert.Equal(2, await collection.CountAsync(cancellationToken: Token));
        var asked = new List<MirroredFolder>();
        var options = new MirrorOptions
        {
            Confirm = (f, _) =>
            {
                asked.Add(f);
                return ValueTask.FromResult(true);
            },
        };
        Assert.Equal(2, (await MirrorAsync(collection, "docs", options)).Folders[0].Removed);
        Assert.Equal(2, Assert.Single(asked).Gone);
        Assert.Equal(0, await collection.CountAsync(cancellationToken: Token));
    }

    /// <summary>No text is lost by a renaming, so that a renamed folder needs no confirmation.</summary>
    [Fact]
    public async Task MirrorAsync_AllRenamed_RemovesTheOldNamesWithoutAQuestion()
    {
        Write("docs/old/a.md", "docs/old/b.md", "docs/old/c.txt");
        await using var collection = await OpenAsync();
        await MirrorAsync(collection, "docs");
        Directory.Move(_folder["docs/old"], _folder["docs/new"]);
        var dry = (await MirrorAsync(collection, "docs", new MirrorOptions { DryRun = true })).Folders[0];
        Assert.Equal((MirrorOutcome.Removed, 3L), (dry.Outcome, dry.Removed));
        var report = await MirrorAsync(collection, "docs");
        Assert.Equal((MirrorOutcome.Removed, 3L, 0), (report.Folders[0].Outcome, report.Folders[0].Removed, report.Embedded));
        Assert.Equal(["new/a.md", "new/b.md", "new/c.txt"], await IdsAsync(collection));
    }

    /// <summary>Files of other texts in their place, as of another disk, must not hide how many go; nor must copies that go together.</summary>
    [Fact]
    public async Task MirrorAsync_AllReplacedByOthers_Asks()
    {
        _folder.Write("docs/a.md", "# Title\n\nsame words");
        _folder.Write("docs/b.md", "# Title\n\nsame words");
        await using var collection = await OpenAsync();
        await MirrorAsync(collection, "docs");
        foreach (var name in new[] { "a.md", "b.md" })
            File.Delete(_folder["docs/" + name]);
        Write("docs/c.md", "docs/d.md");
        var folder = (await MirrorAsync(collection, "docs")).Folders[0];
        Assert.Equal((MirrorOutcome.Unconfirmed, 2L), (folder.Outcome, folder.Gone));
        Assert.Equal(["a.md", "b.md", "c.md", "d.md"], await IdsAsync(collection));
    }

    [Fact]
    public async Task MirrorAsync_FolderThatCannotBeListed_RemovesNothingAndSaysSo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Permissions of files are set otherwise there.");
        Write("docs/a.md", "docs/b.md", "docs/sub/c.md");
        await using var collection = await OpenAsync();
        await MirrorAsync(collection, "docs");
        File.Delete(_folder["docs/a.md"]);
        var source = await DocumentSource.ListAsync([_folder["docs"]], cancellationToken: Token);
        // As a folder without permission has it; a test that runs as root cannot be refused.
        var problem = new ReadProblem("sub", null, ReadProblemKind.Inaccessible, "The folder cannot be listed.");
        source = source with { Folders = [source.Folders[0] with { Problems = [problem] }] };
        var folder = (await collection.MirrorAsync(source, Always, cancellationToken: Token)).Folders[0];
        Assert.Equal((MirrorOutcome.Incomplete, ErrorCodes.MirrorIncomplete, 0L), (folder.Outcome, folder.Code, folder.Removed));
        Assert.Equal(3, await collection.CountAsync(cancellationToken: Token));
    }

    [Fact]
    public async Task ListAsync_RootThatIsMissing_IsRefused()
    {
        var error = await Assert.ThrowsAsync<InvalidArgumentException>(() => DocumentSource.ListAsync([_folder["none"]], cancellationToken: Token));
        Assert.Equal(ErrorCodes.PathNotFound, error.Code);
    }

    [Fact]
    public async Task MirrorAsync_RecordDeleted_RemovesItUnlessTheFileHasAProblem()
    {
        await using var collection = await OpenAsync();
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(_folder["docs"]).FullName, "faq.jsonl"), Lines(1, 2, 3, 4));
        await MirrorAsync(collection, "docs");
        await File.WriteAllTextAsync(_folder["docs/faq.jsonl"], Lines(1, 2) + "broken\n", Token);
        var report = await MirrorAsync(collection, "docs");
        Assert.Equal((0L, 1), (report.Folders[0].Gone, report.Problems.Count));
        await File.WriteAllTextAsync(_folder["docs/faq.jsonl"], Lines(1, 2, 4), Token);
        report = await MirrorAsync(collection, "docs");
        Assert.Equal(["3"], report.Folders[0].GoneIds);
        // A file that is given by its path is its own folder.
        await File.WriteAllTextAsync(_folder["docs/faq.jsonl"], Lines(1, 2), Token);
        Assert.Equal(1, (await MirrorAsync(collection, "docs/faq.jsonl")).Folders[0].Removed);
        Assert.Equal(["1", "2"], await IdsAsync(collection));

        static string Lines(params int[] ids) => string.Concat(ids.Select(i => $$"""{"_id": "{{i}}", "text": "entry {{i}}"}""" + "\n"));
    }

    [Fact]
    public async Task MirrorAsync_FilesPassedOver_StayAndAreCountedButIgnoredOnesGo()
    {
        Write("docs/a.md", "docs/b.txt", "docs/.hidden/c.md", "docs/secret.md", "docs/e.md");
        await using var collection = await OpenAsync();
        await MirrorAsync(collection, "docs", reading: new ReadOptions { IncludeHidden = true });
        await File.WriteAllTextAsync(_folder["docs/.lodestoneignore"], "secret.md\n", Token);
        var folder = (await MirrorAsync(collection, "docs", reading: new ReadOptions { Include = ["*.md"] })).Folders[0];
        Assert.Equal((1L, 2L), (folder.Removed, folder.PassedOver));
        Assert.Equal([".hidden/c.md", "a.md", "b.txt", "e.md"], await IdsAsync(collection));
    }

    [Fact]
    public async Task MirrorAsync_FolderBelowARoot_RemovesOnlyWhatItCovers()
    {
        Write("docs/x/a.md", "docs/x/b.md", "docs/xy/c.md", "docs/y/d.md");
        var reading = new ReadOptions { Root = _folder["docs"] };
        await using var collection = await OpenAsync();
        await MirrorAsync(collection, "docs", reading: reading);
        foreach (var path in new[] { "x/a.md", "xy/c.md", "y/d.md" })
            File.Delete(_folder["docs/" + path]);
        var folder = (await MirrorAsync(collection, "docs/x", reading: reading)).Folders[0];
        Assert.Equal((_folder["docs"], "x", 2L, 1L), (folder.Root, folder.Path, folder.Documents, folder.Removed));
        Assert.Equal(["x/b.md", "xy/c.md", "y/d.md"], await IdsAsync(collection));
        // The same folder as a root of its own has brought nothing.
        Assert.Equal(0, (await MirrorAsync(collection, "docs/y")).Folders[0].Gone);
    }

    [Fact]
    public async Task MirrorAsync_DocumentTakenOverByTheApplication_Stays()
    {
        Write("docs/a.md", "docs/b.md", "docs/c.md");
        await using var collection = await OpenAsync();
        await MirrorAsync(collection, "docs");
        await collection.UpsertAsync([(await collection.GetAsync("a.md", Token))!], cancellationToken: Token);
        File.Delete(_folder["docs/a.md"]);
        Assert.Equal((2L, 0L), (await MirrorAsync(collection, "docs")).Folders[0] is var f ? (f.Documents, f.Gone) : default);
        Assert.NotNull(await collection.GetAsync("a.md", Token));
    }

    [Fact]
    public async Task MirrorAsync_CountingAlone_RemovesNothing()
    {
        Write("docs/a.md", "docs/b.md");
        await using var collection = await OpenAsync();
        await MirrorAsync(collection, "docs");
        File.Delete(_folder["docs/a.md"]);
        var folder = (await MirrorAsync(collection, "docs", new MirrorOptions { Remove = false })).Folders[0];
        Assert.Equal((1L, 0L, MirrorOutcome.Counted), (folder.Gone, folder.Removed, folder.Outcome));
        Assert.Equal(2, await collection.CountAsync(cancellationToken: Token));
    }

    [Fact]
    public async Task MirrorAsync_DryRun_SaysWhatWouldHappenAndWritesNothing()
    {
        Write("docs/a.md", "docs/b.md", "docs/c.md");
        await using (var collection = await OpenAsync())
            await MirrorAsync(collection, "docs");
        File.Delete(_folder["docs/a.md"]);
        Write("docs/n.md");
        await File.WriteAllTextAsync(_folder["docs/b.md"], "# Other\n\nwords", Token);
        await using var reading = await OpenAsync(readOnly: true);
        var report = await MirrorAsync(reading, "docs", new MirrorOptions { DryRun = true });
        Assert.Equal((1, 1, 1, 0), (report.Added, report.Replaced, report.Unchanged, report.Embedded));
        Assert.Equal((1L, 1L), (report.Folders[0].Gone, report.Folders[0].Removed));
        Assert.Equal(["a.md", "b.md", "c.md"], await IdsAsync(reading));
    }

    private Task<Collection> OpenAsync(bool readOnly = false) =>
        Collection.OpenAsync(_folder["c"], TinyModels.Options with { ReadOnly = readOnly }, Token);

    private async Task<IndexingReport> MirrorAsync(
        Collection collection, string path, MirrorOptions? options = null, ReadOptions? reading = null) =>
        await collection.MirrorAsync(await DocumentSource.ListAsync([_folder[path]], reading, Token), options, cancellationToken: Token);

    private static async Task<List<string>> IdsAsync(Collection collection) =>
        await collection.ListIdsAsync(cancellationToken: Token).ToListAsync(Token);

    private void Write(params string[] paths)
    {
        foreach (var path in paths)
            _folder.Write(path, $"# Heading of {Path.GetFileNameWithoutExtension(path)}\n\nwords of {path}");
    }
}
