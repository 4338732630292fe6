using System.Diagnostics;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Search;

namespace Lodestone.Cli.Tests;

public sealed class PromptTests(Corpus corpus) : IClassFixture<Corpus>
{
    [Fact]
    public async Task Prompt_Terminal_AnswersUntilItIsLeft()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script") && OperatingSystem.IsLinux(), "A terminal is made with util-linux's script.");
        var shown = await OnTerminalAsync(
            "",
            "the ferry at seven\n:help\n:top 1\n:filter plan = \n:filter plan = \"pro\"\nmoney\n:explain on\n:nonsense\nmoney\n:quit\n");
        Assert.Contains("4 documents. Type what you look for", shown, StringComparison.Ordinal);
        Assert.Contains("\u001b[", shown, StringComparison.Ordinal);
        Assert.Contains("error: The filter cannot be read at position", shown, StringComparison.Ordinal);
        Assert.Contains(shown.Split('\n'), l => l.StartsWith(":top N  ", StringComparison.Ordinal));
        Assert.Contains("filter plan = \"pro\"", shown, StringComparison.Ordinal);
        Assert.Contains("1 to 1 of 1 hit", shown, StringComparison.Ordinal);
        Assert.Contains("':nonsense' is not known", shown, StringComparison.Ordinal);
        Assert.Contains("every vector compared", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_NoColor_HasNone()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script") && OperatingSystem.IsLinux(), "A terminal is made with util-linux's script.");
        var shown = await OnTerminalAsync("NO_COLOR=1 ", "ferry\n:quit\n");
        Assert.Contains("ferry", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("[38;5", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("[1;93", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_Lines_ChangeTheSearch()
    {
        var settings = new PromptSettings(null!, new SearchOptions());
        settings.Change(":top 3");
        settings.Change(":rerank off");
        settings.Change(":retrieval keyword");
        Assert.Equal((3, RetrievalMode.Keyword), (settings.Options.Top, settings.Options.Retrieval));
        Assert.False(settings.Options.Rerank.Enabled);
        settings.Change(":rerank on");
        Assert.True(settings.Options.Rerank.Enabled);
        Assert.Contains(":filter", settings.Change(":help"), StringComparison.Ordinal);
        Assert.Throws<UsageException>(() => settings.Change(":top 101"));
        Assert.Throws<UsageException>(() => settings.Change(":retrieval 7"));
        settings.Change(":q");
        Assert.True(settings.Quit);
    }

    private async Task<string> OnTerminalAsync(string environment, string typed)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "..", "..", "Lodestone.Cli", Path.GetFileName(
            Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "Lodestone.Cli.dll");
        var start = new ProcessStartInfo("/usr/bin/script", [
            "-qec", $"stty cols 120; {environment}dotnet '{program}' search --no-rerank -c '{corpus.Collection}'", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TERM"] = "xterm-256color";
        start.Environment.Remove("NO_COLOR");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardInput.WriteAsync(typed);
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        var run = await Cli.EndAsync(process, output, process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, run.ExitCode);
        return run.Output;
    }
}
