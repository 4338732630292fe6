using System.Diagnostics;
using System.Text;
using Lodestone.Ingestion.Listing.Ignoring;

namespace Lodestone.Ingestion.Tests;

/// <summary>Ignore files decide as Git does; where Git is there, it is asked.</summary>
public sealed class IgnoreFileTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_IgnoreFiles_ExcludeAndCanBeSwitchedOff()
    {
        using var files = new TemporaryFiles();
        foreach (var path in new[] { "a.md", "b.log", "keep.log", "build/x.md", "src/build/y.md", "src/z.md", "deep/secret/k.md" })
            files.Add(path, "words");
        files.Add(".gitignore", "*.log\n!keep.log\n/build/\n");
        files.Add("deep/.gitignore", "secret\n");
        Assert.Equal(["a.md", "keep.log", "src/build/y.md", "src/z.md"], Ids(await files.ReadAsync()));
        Assert.Equal(7, (await files.ReadAsync(new ReadOptions { UseIgnoreFiles = false })).Count(i => i.Document is not null));
    }

    [Fact]
    public async Task ReadAsync_LodestoneIgnore_ComesBeforeGitsRules()
    {
        using var files = new TemporaryFiles();
        foreach (var path in new[] { "a.md", "drafts/b.md", "notes/c.md" })
            files.Add(path, "words");
        files.Add("notes/.gitignore", "*.md\n");
        files.Add(".lodestoneignore", "drafts/\n!notes/*.md\n");
        Assert.Equal(["a.md", "notes/c.md"], Ids(await files.ReadAsync()));
    }

    [Fact]
    public async Task ReadAsync_FolderWithinARepository_KeepsTheRulesAboveIt()
    {
        using var files = new TemporaryFiles();
        files.Add(".gitignore", "*.log\ndocs/private/\ndocs\n");
        files.Add("repository/.git/HEAD", "ref");
        files.Add("repository/.gitignore", "*.txt\ndocs/private/\ndocs\n");
        foreach (var path in new[] { "a.md", "b.txt", "c.log", "private/d.md" })
            files.Add("repository/docs/" + path, "words");
        // The named folder is read although a rule ignores it; the file above the repository does not apply.
        var items = await Reader.AllAsync([Path.Combine(files.Folder, "repository", "docs")]);
        Assert.Equal(["a.md", "c.log"], Ids(items));
    }

    [Fact]
    public async Task ReadAsync_EverythingIgnored_SaysSo()
    {
        using var files = new TemporaryFiles();
        files.Add("a.md", "words");
        files.Add(".gitignore", "*\n");
        var problem = Assert.Single(await files.ReadAsync()).Problem!;
        Assert.Equal((ReadProblemKind.NoText, nameof(ReadOptions.UseIgnoreFiles)), (problem.Kind, problem.Option));
    }

    [Fact]
    public async Task ReadAsync_IgnoreFileTooLarge_SkipsItsFolderAndSaysSo()
    {
        using var files = new TemporaryFiles();
        files.Add("a.md", "words");
        files.Add("b/secret.md", "words");
        files.Add("b/.gitignore", new byte[IgnoreFile.MostBytes + 1]);
        var items = await files.ReadAsync();
        Assert.Equal(["a.md"], Ids(items));
        var problem = Assert.Single(items, i => i.Problem is not null).Problem!;
        Assert.Equal((ReadProblemKind.Inaccessible, "b"), (problem.Kind, problem.Path));
    }

    /// <summary>Git takes exponential time for these.</summary>
    [Theory]
    [InlineData("**/", 24, "b*", false)]
    [InlineData("**/", 24, "x*", true)]
    [InlineData("a/**/", 12, "b", false)]
    [InlineData("*a", 30, "b", false)]
    public void Decide_ManyStars_TakesTimeForEachByteOnly(string repeated, int times, string end, bool ignored)
    {
        var file = IgnoreFile.Parse(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(repeated, times)) + end));
        var path = repeated == "*a" ? new string('a', 2_000) : string.Concat(Enumerable.Repeat("a/", 400)) + "x.md";
        for (var i = 0; i < 100; i++)
            Assert.Equal(ignored, file.Decide(Encoding.UTF8.GetBytes(path), isFolder: false) ?? false);
        Assert.Null(file.TooCostly);
    }

    [Fact]
    public async Task ReadAsync_PatternThatIsTooLong_IsLeftOutAndSaidSo()
    {
        using var files = new TemporaryFiles();
        var deep = string.Concat(Enumerable.Repeat("a/", 24)) + "x.md";
        files.Add(deep, "words");
        files.Add(".gitignore", string.Concat(Enumerable.Repeat("**/", 50_000)) + "b*\n*.log\n");
        files.Add("c.log", "words");
        var items = await files.ReadAsync();
        Assert.Equal([deep], Ids(items));
        Assert.Equal(ReadProblemKind.TooLarge, Assert.Single(items, i => i.Problem is not null).Problem!.Kind);
    }

    /// <summary>No rule alone is costly; together they would take hours. Rules of few steps still count.</summary>
    [Fact]
    public async Task ReadAsync_ThousandsOfSlowPatterns_AreLeftOutAndSaidSo()
    {
        using var files = new TemporaryFiles();
        for (var i = 0; i < 150; i++)
            files.Add(new string('a', 60) + FormattableString.Invariant($"{i}.md"), "words");
        files.Add("b.md", "words");
        var slow = string.Concat(Enumerable.Range(0, 30_000).Select(i => FormattableString.Invariant($"*a?a*a?a*{i}[b].md\n")));
        files.Add(".gitignore", "b*\n" + slow);
        var items = await files.ReadAsync();
        Assert.Equal(150, Ids(items).Count());
        Assert.DoesNotContain("b.md", Ids(items));
        Assert.Equal(ReadProblemKind.TooLarge, Assert.Single(items, i => i.Problem is not null).Problem!.Kind);
    }

    [Theory]
    [InlineData("a\r\nb", "a", true)]
    [InlineData("\uFEFFa", "a", true)]
    [InlineData("a ", "a", true)]
    [InlineData("a\\ ", "a ", true)]
    [InlineData("a\\ ", "a", false)]
    [InlineData("# a", "# a", false)]
    [InlineData("\\#a", "#a", true)]
    [InlineData("\\!a", "!a", true)]
    [InlineData("a/", "a", false)]
    [InlineData("?", "é", false)]
    [InlineData("??", "é", true)]
    [InlineData("[[:upper:]]", "B", true)]
    [InlineData("[[:upper:]]", "b", false)]
    [InlineData("[a-", "a", false)]
    [InlineData("a\n!*\n", "a", false)]
    [InlineData("*\n!a\n", "a", false)]
    [InlineData("!a\n*\n", "a", true)]
    [InlineData("a\n!a\na\n", "a", true)]
    [InlineData("b\n!/a/b\n", "a/b", false)]
    [InlineData("/a/b\n!b\n", "a/b", false)]
    [InlineData("/b\n", "a/b", false)]
    [InlineData("b/\n", "b", false)]
    [InlineData("*.log\n!a.log", "b.log", true)]
    [InlineData("x/*\\\\*b", "x/a\\b", true)]
    public void Decide_Line_IsReadAsGitReadsIt(string rules, string path, bool ignored) =>
        Assert.Equal(ignored, IgnoreFile.Parse(Encoding.UTF8.GetBytes(rules)).Decide(Encoding.UTF8.GetBytes(path), isFolder: false) ?? false);

    /// <summary>Random rules over a small alphabet, in two files, on a random tree: every verdict is Git's.</summary>
    [Fact]
    public async Task ReadAsync_RandomRules_ListWhatGitDoesNotIgnore()
    {
        Assert.SkipUnless(await HasGitAsync(), "git is not there.");
        string[] parts = ["a", "b", "ab", "*", "**", "?", "/", "[ab]", "[!a]", "\\a", "a*", "**/", "/**", "!", " ", "\\ ", "[a-b]", "/", "b/"];
        var random = new Random(14);
        var (ignored, total) = (0, 0);
        for (var round = 0; round < 40; round++)
        {
            using var files = new TemporaryFiles();
            using (var made = Git(files.Folder, "init", "-q"))
                await made.WaitForExitAsync(Token);
            var paths = Enumerable.Range(0, 40)
                .Select(_ => string.Join('/', Enumerable.Range(0, random.Next(1, 5)).Select(_ => Name())))
                .Distinct(StringComparer.Ordinal).ToArray();
            // A name is a file or a folder.
            paths = [.. paths.Where(p => !paths.Any(o => o.StartsWith(p + "/", StringComparison.Ordinal)))];
            foreach (var path in paths)
                files.Add(path, "words");
            files.Add(".gitignore", Rules());
            if (Directory.Exists(Path.Combine(files.Folder, "a")))
                files.Add("a/.gitignore", Rules());
            var read = Ids(await files.ReadAsync(new ReadOptions { Format = FileFormat.Text })).ToHashSet(StringComparer.Ordinal);
            var kept = paths.Except(await IgnoredByGitAsync(files.Folder, paths)).ToHashSet(StringComparer.Ordinal);
            var rules = string.Join(
                "\nin a:\n", Directory.EnumerateFiles(files.Folder, ".gitignore", SearchOption.AllDirectories).Order().Select(File.ReadAllText));
            Assert.True(kept.SetEquals(read), $"round {round}:\n{rules}\ngit keeps {string.Join(' ', kept.Order())}\nread {string.Join(' ', read.Order())}");
            (ignored, total) = (ignored + paths.Length - kept.Count, total + paths.Length);
        }

        Assert.InRange(ignored, total / 10, total * 9 / 10);

        string Name() => string.Concat(Enumerable.Range(0, random.Next(1, 3)).Select(_ => "ab"[random.Next(2)]));

        string Rules() => string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(
            _ => string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => parts[random.Next(parts.Length)])) + "\n"));
    }

    private static IEnumerable<string> Ids(IEnumerable<ReadItem> items) => items.Where(i => i.Document is not null).Select(i => i.Document!.Id);

    private static async Task<bool> HasGitAsync()
    {
        try
        {
            using var git = Git(Path.GetTempPath(), "--version");
            await git.WaitForExitAsync(Token);
            return git.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static async Task<string[]> IgnoredByGitAsync(string folder, string[] paths)
    {
        using var git = Git(folder, "check-ignore", "--no-index", "--stdin", "-z");
        var output = git.StandardOutput.ReadToEndAsync(Token);
        await git.StandardInput.WriteAsync(string.Join('\0', paths) + "\0");
        git.StandardInput.Close();
        var text = await output;
        await git.WaitForExitAsync(Token);
        return text.Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }

    private static Process Git(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // The settings of this machine have rules of their own.
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";
        return Process.Start(start)!;
    }
}
