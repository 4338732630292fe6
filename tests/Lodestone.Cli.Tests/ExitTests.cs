using System.Runtime.InteropServices;
using Lodestone.Cli.Shared;
using Lodestone.TestSupport;

namespace Lodestone.Cli.Tests;

/// <summary>Every way out has its exit code.</summary>
public sealed class ExitTests
{
    private const int Interrupt = 2;

    [Theory]
    [InlineData("Commands: index, search, similar, facets, get, delete, list, export, import, backup, stats, doctor, eval, compare", "no-such-command")]
    [InlineData("--no-such-option", "compare", "--no-such-option")]
    [InlineData("list, show, check, calibrate, verify", "models")]
    [InlineData("1 or more; found '0'", "rerank", "q", "--top", "0")]
    [InlineData("--top", "rerank", "q", "--top", "many")]
    [InlineData("somehow", "embed", "a", "--as", "somehow")]
    [InlineData("Must be one of: 'hybrid', 'dense', 'keyword'.", "search", "q", "--retrieval", "both")]
    [InlineData("no-such-file", "rerank", "q", "--file", "no-such-file")]
    [InlineData("is a folder", "rerank", "q", "--file", "/")]
    [InlineData("'many'", "rerank", "q", "--top=many")]
    [InlineData("--jsn", "embed", "a text", "--jsn")]
    [InlineData("blank", "compare", " ", "passage")]
    [InlineData("blank", "rerank", "")]
    public async Task Call_Mistaken_IsRefused(string says, params string[] arguments) =>
        (await Cli.RunAsync(arguments)).Refuses(2, says);

    [Fact]
    public async Task Text_AfterTwoDashes_MayLookLikeAnOption()
    {
        var run = await Cli.RunAsync("embed", "--bi", Cli.BiEncoder, "--", "--jsn", "-", "@x", "/h");
        run.Succeeds();
        Assert.Equal(4, run.Output.Count(c => c == '\n'));
    }

    [Fact]
    public async Task Text_StartingWithADash_IsNoOption() =>
        (await Cli.RunAsync("embed", "- a point", "-5 degrees", "--bi", Cli.BiEncoder)).Succeeds();

    [Theory]
    [InlineData(typeof(ArgumentException), 2)]
    [InlineData(typeof(IOException), 2)]
    [InlineData(typeof(InvalidOperationException), 70)]
    public void Explain_Failure_HasItsExitCode(Type failure, int exitCode) =>
        Assert.Equal(exitCode, FailureReport.Explain((Exception)Activator.CreateInstance(failure, "what happened")!).Code);

    [Theory]
    [InlineData(ErrorCodes.CollectionInUse, 4)]
    [InlineData(ErrorCodes.CollectionNotFound, 2)]
    [InlineData(ErrorCodes.DiskFull, 2)]
    [InlineData(ErrorCodes.StoreDamaged, 3)]
    [InlineData(ErrorCodes.StoreVersionUnknown, 3)]
    public void Explain_Store_HasItsExitCode(string code, int exitCode) =>
        Assert.Equal(exitCode, FailureReport.Explain(new StoreException(code, "what happened", "/c")).Code);

    [Fact]
    public void Explain_DataSet_IsTheCallers() =>
        Assert.Equal(2, FailureReport.Explain(new Lodestone.Evaluation.EvaluationFormatException(ErrorCodes.RunMalformed, "what happened", "/d")).Code);

    [Fact]
    public void Explain_Defect_NamesItsTypeAndAsksForAReport()
    {
        var message = FailureReport.Explain(new InvalidOperationException("what happened")).Message;
        Assert.StartsWith("System.InvalidOperationException: what happened.", message, StringComparison.Ordinal);
        Assert.Contains("report", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--out")]
    public async Task Embed_Interrupted_EndsWith130AndLeavesNoFile(string kind)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGINT to send.");
        using var folder = new TemporaryFolder();
        string[] arguments = kind == "--out" ? [kind, folder["v.npy"]] : [kind];
        using var process = Cli.Start(["embed", "--bi", Cli.BiEncoder, .. arguments], ("LODESTONE_TIMINGS", "1"));
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        // Three blocks, of which two are embedded at least; then the program waits for more that never comes.
        await process.StandardInput.WriteAsync(string.Concat(Enumerable.Repeat("to be\n", 3 * 1024)));
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        while (await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line &&
            !line.StartsWith("timing: first result", StringComparison.Ordinal))
        {
        }

        if (kind == "--out")
            Assert.Single(Directory.GetFiles(folder.Path));
        Assert.Equal(0, Kill(process.Id, Interrupt));
        var run = await Cli.EndAsync(process, output, process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Equal(130, run.ExitCode);
        Assert.Equal("cancelled\n", run.Error);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task Embed_ReaderGone_EndsQuietly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Pipes end differently there.");
        using var folder = new TemporaryFolder();
        var file = folder.Write("texts.txt", string.Concat(Enumerable.Repeat("to be\n", 20_000)));
        using var process = Cli.Start(["embed", "--file", file, "--bi", Cli.BiEncoder]);
        await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        process.StandardOutput.Close();
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var run = await Cli.EndAsync(process, Task.FromResult(""), errors);
        Assert.Equal((141, ""), (run.ExitCode, run.Error));
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
