using System.Runtime.InteropServices;
using Lodestone.TestSupport;

namespace Lodestone.Cli.Tests;

/// <summary>One file does not hold the process, whatever is in it.</summary>
public sealed class HostileFileTests
{
    private const int Terminate = 15;
    private static readonly string[] Tiny = ["--bi", Cli.BiEncoder];

    [Fact]
    public async Task Index_HostileFilesBesideAGoodOne_NamesThemAndFindsTheGoodOne()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["documents"]);
        folder.Write("documents/links.md", OpenLinks(50_000));
        folder.Write("documents/lists.md", string.Concat(Enumerable.Range(0, 1_000).Select(i => new string(' ', 2 * i) + "- a\n")));
        folder.Write("documents/page.html", "<svg>" + Many("<a></b>", 50_000));
        folder.Write("documents/good.md", "to be or not to be");
        var run = await Cli.RunAsync(["index", folder["documents"], "-c", folder["c"], "--json", .. Tiny]);
        // Done, but not all of it.
        Assert.Equal(5, run.ExitCode);
        Assert.Equal(
            ["tooLarge links.md", "tooLarge lists.md", "tooLarge page.html"],
            run.Json.GetProperty("problems").EnumerateArray()
                .Select(p => $"{p.GetProperty("kind").GetString()} {p.GetProperty("path").GetString()}").Order(StringComparer.Ordinal));
        var found = await Cli.RunAsync("search", "to be", "-c", folder["c"], "--json", "--no-rerank");
        found.Succeeds();
        Assert.Contains("good.md", found.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Index_TerminatedInTheMiddleOfAFile_EndsWith130AndLeavesTheCollectionInOrder()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Which files a process has open is read from /proc.");
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["documents"]);
        // Each takes a second or so until its bound is met, and within it the parser looks at no token.
        for (var i = 0; i < 60; i++)
            folder.Write(FormattableString.Invariant($"documents/{i:00}.md"), OpenLinks(100_000));
        using var process = Cli.Start(["index", folder["documents"], "-c", folder["c"], .. Tiny]);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await Waiting.UntilAsync(() => process.HasExited || Opened(process.Id, folder["documents"]));
        Assert.Equal(0, Kill(process.Id, Terminate));
        var run = await Cli.EndAsync(process, output, error);
        Assert.Equal(130, run.ExitCode);
        Assert.Contains("cancelled: 0 documents of this run are kept", run.Error, StringComparison.Ordinal);
        (await Cli.RunAsync("doctor", "-c", folder["c"])).Succeeds();
    }

    private static bool Opened(int process, string folder)
    {
        try
        {
            return Directory.GetFiles($"/proc/{process}/fd")
                .Any(f => File.ResolveLinkTarget(f, false)?.FullName.StartsWith(folder, StringComparison.Ordinal) == true);
        }
        catch (IOException)
        {
            // It was closed between the two looks.
            return false;
        }
    }

    private static string OpenLinks(int count) => Many("[a](", count);

    private static string Many(string part, int count) => string.Concat(Enumerable.Repeat(part, count));

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
