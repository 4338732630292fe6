using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Lodestone.TestSupport;

namespace Lodestone.Ingestion.Tests;

public sealed class FolderTests
{
    [Fact]
    public async Task ReadAsync_Folder_IsReadInOrdinalOrderWithoutWhatIsSkipped()
    {
        using var files = new TemporaryFiles();
        string[] paths = ["b.txt", "a/z.txt", "a.txt", "B.txt", "a/b/c.md", ".hidden.txt", ".lodestone/x.txt", ".git/x.txt", "node_modules/x.txt", ".h/x.txt", "x.png", "y.PNG", "Makefile"];
        foreach (var path in paths)
            files.Add(path, "words");
        var items = await files.ReadAsync();
        Assert.Equal(["B.txt", "a.txt", "a/b/c.md", "a/z.txt", "b.txt"], items.Where(i => i.Document is not null).Select(i => i.Document!.Id));
        var skipped = Assert.Single(items, i => i.Problem is not null).Problem!;
        Assert.Equal(ReadProblemKind.UnknownFormat, skipped.Kind);
        Assert.Contains("3 files", skipped.Reason, StringComparison.Ordinal);
        Assert.Contains("(none) 1, .png 2", skipped.Reason, StringComparison.Ordinal);
        Assert.Equal((25, 25, 5, 5), (items[^1].BytesRead, items[^1].TotalBytes, items[^1].FilesRead, items[^1].TotalFiles));
        var again = await files.ReadAsync();
        Assert.Equal(items.Select(i => (i.Path, i.Document?.Text, i.BytesRead, i.FilesRead)), again.Select(i => (i.Path, i.Document?.Text, i.BytesRead, i.FilesRead)));
    }

    [Fact]
    public void Formats_Extensions_AreAllInTheDocumentation()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "reading.md"));
        Assert.All(DocumentSource.Formats.Keys, extension => Assert.Matches($@"[ |\n]{Regex.Escape(extension)}[ |.\n]", page));
    }

    [Theory]
    [InlineData("*.md", null, "a.md,d/b.md,d/e/c.md")]
    [InlineData("d/*.md", null, "d/b.md")]
    [InlineData("d/**/*.md", null, "d/b.md,d/e/c.md")]
    [InlineData("d", null, "d/b.md,d/e/c.md,d/x.txt")]
    [InlineData(null, "e", "a.md,d/b.md,d/x.txt")]
    [InlineData(null, "d/", "a.md")]
    [InlineData("*.md", "b.*", "a.md,d/e/c.md")]
    public async Task ReadAsync_Patterns_ChooseFiles(string? include, string? exclude, string expected)
    {
        using var files = new TemporaryFiles();
        foreach (var path in new[] { "a.md", "d/b.md", "d/e/c.md", "d/x.txt" })
            files.Add(path, "words");
        var items = await files.ReadAsync(new ReadOptions { Include = include is null ? [] : [include], Exclude = exclude is null ? [] : [exclude] });
        Assert.Equal(expected, string.Join(',', items.Select(i => i.Document!.Id)));
    }

    [Fact]
    public async Task ReadAsync_Links_AreNotFollowedAndSaid()
    {
        using var files = new TemporaryFiles();
        files.Add("a/x.txt", "words");
        Directory.CreateSymbolicLink(Path.Combine(files.Folder, "a", "loop"), files.Folder);
        File.CreateSymbolicLink(Path.Combine(files.Folder, "linked.txt"), Path.Combine(files.Folder, "a", "x.txt"));
        File.CreateSymbolicLink(Path.Combine(files.Folder, "nowhere.txt"), Path.Combine(files.Folder, "gone.txt"));
        var items = await files.ReadAsync();
        Assert.Equal(["a/x.txt", "linked.txt"], items.Where(i => i.Document is not null).Select(i => i.Path));
        Assert.Contains(items, i => i.Problem is { Kind: ReadProblemKind.LinkNotFollowed } p && p.Reason.Contains("'a/loop'", StringComparison.Ordinal));
        var dangling = Assert.Single(items, i => i.Path == "nowhere.txt").Problem!;
        Assert.Equal(ReadProblemKind.Inaccessible, dangling.Kind);
        Assert.Contains("gone.txt', which is not there", dangling.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReadAsync_NameThatIsNotUtf8_IsReportedAndTheRestGoesOn(bool hidden)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems have no such names.");
        using var files = new TemporaryFiles();
        files.Add("a.txt", "words");
        files.Add("z.txt", "words");
        await ShellAsync("printf words > \"$0/$(printf 'm\\377.txt')\"");
        var items = await files.ReadAsync(new ReadOptions { IncludeHidden = hidden });
        // .NET cannot name it to delete it either.
        await ShellAsync("rm -- \"$0\"/m*.txt");
        Assert.Equal(["a.txt", "z.txt"], items.Where(i => i.Document is not null).Select(i => i.Path));
        var problem = Assert.Single(items, i => i.Problem is not null).Problem!;
        Assert.Equal((ReadProblemKind.Inaccessible, "m\uFFFD.txt"), (problem.Kind, problem.Path));
        Assert.Contains("not UTF-8", problem.Reason, StringComparison.Ordinal);

        async Task ShellAsync(string command)
        {
            using var shell = Process.Start("sh", ["-c", command, files.Folder]);
            await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task ReadAsync_NoFileToRead_SaysWhatIsThere()
    {
        using var files = new TemporaryFiles();
        Assert.Equal("There is no file to read. Name another folder, or fill it.", await ReasonAsync(new ReadOptions()));
        files.Add(".hidden.txt", "words");
        Assert.Contains("but what is hidden: 1 passed over", await ReasonAsync(new ReadOptions()), StringComparison.Ordinal);
        files.Add("a.txt", "words");
        files.Add("b/c.txt", "words");
        Assert.StartsWith("There are 2 files, and none", await ReasonAsync(new ReadOptions { Include = ["zz*"] }), StringComparison.Ordinal);

        async Task<string> ReasonAsync(ReadOptions options) => Assert.Single(await files.ReadAsync(options)).Problem!.Reason;
    }

    [Fact]
    public async Task ReadAsync_Root_GivesAFileTheSameIdAloneAndInItsFolder()
    {
        using var files = new TemporaryFiles();
        var file = files.Add("guides/a.txt", "words");
        var options = new ReadOptions { Root = files.Folder };
        Assert.Equal("guides/a.txt", Assert.Single(await Reader.AllAsync([file], options)).Document!.Id);
        Assert.Equal("guides/a.txt", Assert.Single(await Reader.AllAsync([Path.Combine(files.Folder, "guides"), file], options)).Document!.Id);
        Assert.Equal("a.txt", Assert.Single(await Reader.AllAsync([file])).Document!.Id);
    }

    [Fact]
    public async Task ReadAsync_UnknownExtension_IsTextWhenNamedOrAsked()
    {
        using var files = new TemporaryFiles();
        var file = files.Add("LICENSE", "words");
        Assert.Equal("words", Assert.Single(await Reader.AllAsync([file])).Document!.Text);
        Assert.Equal("words", Assert.Single(await files.ReadAsync(new ReadOptions { UnknownAsText = true })).Document!.Text);
        Assert.NotNull(Assert.Single(await files.ReadAsync()).Problem);
        Assert.Equal(["LICENSE#1"], (await Reader.AllAsync("LICENSE", "{\"text\": \"t\"}", new ReadOptions { Format = FileFormat.JsonLines })).Select(i => i.Document!.Id));
    }

    [Theory]
    [InlineData("{0}/docs")]
    [InlineData("{0}/docs/.")]
    [InlineData("{0}/docs/../docs/")]
    [InlineData("{0}/work/../docs/sub/..")]
    public async Task ReadAsync_PathWithDots_GivesIdsWithinTheFolder(string path)
    {
        using var files = new TemporaryFiles();
        files.Add("work/x.txt", "words");
        files.Add("docs/a.txt", "words");
        files.Add("docs/sub/b.txt", "words");
        path = string.Format(CultureInfo.InvariantCulture, path, files.Folder);
        Assert.Equal(["a.txt", "sub/b.txt"], (await Reader.AllAsync([path])).Select(i => i.Document!.Id));
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        Assert.Equal(["a.txt", "sub/b.txt"], (await Reader.AllAsync([relative])).Select(i => i.Document!.Id));
        Assert.Equal("a.txt", Assert.Single(await Reader.AllAsync([Path.Combine(relative, "a.txt")])).Document!.Id);
    }

    [Fact]
    public async Task ReadAsync_FilesOutsideOfTheRoot_AreProblemsUnlessTheirRecordsHaveIds()
    {
        using var files = new TemporaryFiles();
        files.Add("docs/a.txt", "words");
        files.Add("other/b.txt", "words");
        files.Add("other/c.jsonl", """
            {"text": "words"}
            {"id": "own", "text": "words"}
            """);
        var root = Path.Combine(files.Folder, "docs");
        var items = await Reader.AllAsync([root, Path.Combine(files.Folder, "other")], new ReadOptions { Root = root });
        Assert.Equal(["a.txt", "own"], items.Where(i => i.Document is not null).Select(i => i.Document!.Id));
        var problems = items.Select(i => i.Problem).OfType<ReadProblem>().ToArray();
        Assert.Equal(
            [("../other/b.txt", null, ReadProblemKind.UnusableField), ("../other/c.jsonl", (long?)1, ReadProblemKind.UnusableField)],
            problems.Select(p => (p.Path, p.Line, p.Kind)));
        Assert.All(problems, p => Assert.Equal("Root", p.Option));
    }

    [Fact]
    public async Task ReadAsync_NamesThatAreDotSegmentsInAnAddress_AreProblemsOfTheirFiles()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A backslash is no letter of a name there.");
        using var files = new TemporaryFiles();
        foreach (var name in new[] { "%2e%2E/a.txt", "b\\..\\c.txt", "d.txt", "e..txt", "%252e/f.txt" })
            files.Add(name, "words");
        var items = await files.ReadAsync();
        Assert.Equal(["d.txt", "e..txt"], items.Where(i => i.Document is not null).Select(i => i.Document!.Id));
        Assert.Equal(
            ["%252e/f.txt", "%2e%2E/a.txt", "b\\..\\c.txt"],
            items.Where(i => i.Problem is not null).Select(i => i.Problem!.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("ids.jsonl", """
        {"id": "good", "text": "t"}
        {"id": "a/%2e%2e/b", "text": "t"}
        {"_id": "last", "text": "t"}
        """)]
    [InlineData("ids.csv", "id,text\ngood,t\n..\\x,t\nlast,t\n")]
    public async Task ReadAsync_RecordWithADotSegment_IsAProblemOfItsLine(string name, string content)
    {
        var items = await Reader.AllAsync(name, content);
        Assert.Equal(["good", "last"], items.Where(i => i.Document is not null).Select(i => i.Document!.Id));
        var problem = Assert.Single(items, i => i.Problem is not null).Problem!;
        Assert.Equal((name, name == "ids.csv" ? 3 : 2, ReadProblemKind.UnusableField), (problem.Path, problem.Line, problem.Kind));
        Assert.Contains("path segment '..'", problem.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadAsync_CallersMistakes_AreRefusedBeforeAnythingIsRead()
    {
        using var files = new TemporaryFiles();
        var (one, two) = (files.Add("x/a.txt", "1"), files.Add("y/a.txt", "2"));
        static object Read(string[] paths, ReadOptions? options = null) =>
            DocumentSource.ReadAsync(paths, options, TestContext.Current.CancellationToken);
        Assert.Equal(
            ErrorCodes.PathNotFound, Assert.Throws<InvalidArgumentException>(() => Read([one, Path.Combine(files.Folder, "gone")])).Code);
        Assert.Equal(ErrorCodes.PathMissing, Assert.Throws<InvalidArgumentException>(() => Read([])).Code);
        Assert.Equal(ErrorCodes.PathDuplicate, Assert.Throws<InvalidArgumentException>(() => Read([one, two])).Code);
        var quote = Assert.Throws<InvalidArgumentException>(() => Read([one], new ReadOptions { Delimiter = '"' }));
        Assert.Equal((ErrorCodes.DelimiterInvalid, "Delimiter"), (quote.Code, quote.ParamName));
        Assert.Equal(
            ErrorCodes.TextFieldMissing, Assert.Throws<InvalidArgumentException>(() => Read([one], new ReadOptions { TextFields = [] })).Code);
        Assert.Equal(
            ErrorCodes.PatternInvalid, Assert.Throws<InvalidArgumentException>(() => Read([one], new ReadOptions { Exclude = ["/"] })).Code);
        Assert.Equal(
            ErrorCodes.OutOfRange, Assert.Throws<InvalidRangeException>(() => Read([one], new ReadOptions { MaxFileBytes = 0 })).Code);
        var root = Assert.Throws<InvalidArgumentException>(() => Read([one], new ReadOptions { Root = Path.Combine(files.Folder, "gone") }));
        Assert.Equal((ErrorCodes.PathNotFound, "Root"), (root.Code, root.ParamName));
    }

    [Fact]
    public async Task ReadAsync_ProblemThatAnOptionWouldCure_NamesTheOption()
    {
        using var files = new TemporaryFiles();
        files.Add("a.txt", "to be or not");
        files.Add("b.csv", "code|name\nA1|x\n");
        files.Add("c.jsonl", "{\"text\": \"" + new string('x', 40) + "\"}");
        files.Add("d.jsonl", "{\"name\": \"x\"}");
        files.Add("e.odd", "to be");
        var items = await files.ReadAsync(new ReadOptions { MaxFileBytes = 5, MaxRecordLength = 20, Delimiter = '|' });
        Assert.Equal(
            ["MaxFileBytes", "TextFields", "MaxRecordLength", "TextFields", "UnknownAsText"], items.Select(i => i.Problem?.Option));
        files.Add(".f.txt", "x");
        foreach (var name in new[] { "a.txt", "b.csv", "c.jsonl", "d.jsonl", "e.odd" })
            File.Delete(Path.Combine(files.Folder, name));
        Assert.Equal("IncludeHidden", Assert.Single(await files.ReadAsync()).Problem!.Option);
    }

    [Fact]
    public async Task ReadAsync_Cancelled_Stops()
    {
        using var files = new TemporaryFiles();
        files.Add("a.jsonl", string.Join('\n', Enumerable.Repeat("{\"text\": \"t\"}", 1000)));
        using var source = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in DocumentSource.ReadAsync([files.Folder], null, source.Token))
                await source.CancelAsync();
        });
    }

    [Fact]
    public async Task ReadAsync_ForbiddenFile_IsReportedAndTheRestGoesOn()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.UserName == "root", "File modes do not bind this user.");
        using var files = new TemporaryFiles();
        var forbidden = files.Add("a.txt", "words");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(forbidden, UnixFileMode.None);
        files.Add("b.txt", "words");
        var items = await files.ReadAsync();
        Assert.Equal(ReadProblemKind.Inaccessible, items[0].Problem!.Kind);
        Assert.Equal("b.txt", items[1].Document!.Id);
    }
}
