using System.CommandLine;
using System.Text.RegularExpressions;
using Lodestone.Cli.App;
using Lodestone.Cli.Config;
using Lodestone.Cli.Output;
using Lodestone.TestSupport;

namespace Lodestone.Cli.Tests.Screens;

/// <summary>
/// Every command of the tree, run on every usual width: no line is wider, no word is broken, and the labels are there. A command without
/// a screen here fails.
/// </summary>
public sealed partial class EveryCommandTests(InProcessCorpus corpus) : IClassFixture<InProcessCorpus>
{
    private const int Wide = 4_000;

    public static TheoryData<string> Commands => [.. Leaves()];

    [Fact]
    public void Screens_Tree_HasOneForEachCommand()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(Leaves().Order(StringComparer.Ordinal), CommandScreens.All(corpus, folder).Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Screen_Command_KeepsWidthWordsAndLabels(string name)
    {
        using var folder = new TemporaryFolder();
        var screen = CommandScreens.All(corpus, folder)[name];
        var wide = await ShownAsync(screen, Wide);
        foreach (var width in (int[])[60, 80, 100, 120])
        {
            var shown = await ShownAsync(screen, width);
            if (screen.IsForMachines)
                continue;
            KeepsWidth(width, shown);
            KeepsWords(width, shown, wide);
            foreach (var label in screen.Labels)
                Assert.True(Spaced(shown).Contains(label, StringComparison.Ordinal), $"'{label}' is not in {width} columns of:\n{shown}");
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_Command_KeepsWidthAndWords(string name)
    {
        string[] arguments = [.. name.Split(' '), "--help"];
        var wide = (await InProcess.RunAsync(Wide, arguments)).Output;
        foreach (var width in (int[])[60, 80, 100, 120])
        {
            var run = await InProcess.RunAsync(width, arguments);
            run.Succeeds();
            KeepsWidth(width, run.Output);
            KeepsWords(width, run.Output, wide);
            Assert.Contains("Examples:", run.Output, StringComparison.Ordinal);
        }
    }

    private static async Task<string> ShownAsync(CommandScreen screen, int width)
    {
        var all = "";
        foreach (var command in screen.Commands(width))
        {
            var run = await InProcess.RunAsync(width, command, screen.StopAt);
            Assert.True(run.ExitCode == screen.ExitCode, $"{string.Join(' ', command)}: exit code {run.ExitCode}: {run.Error}");
            all += run.Output;
        }

        return all;
    }

    private static void KeepsWidth(int width, string shown)
    {
        foreach (var line in shown.Split('\n'))
            Assert.True(TextWrap.Width(line) <= width || !line.Trim().Contains(' '), $"{width} columns: '{line}'");
    }

    /// <summary>Each word is one of the same screen without a bound. Numbers may differ from run to run.</summary>
    private static void KeepsWords(int width, string shown, string wide)
    {
        var known = Words(wide).Concat(CommandScreens.Labels).Concat(Words(InProcessCorpus.Texts)).ToHashSet(StringComparer.Ordinal);
        foreach (var word in Words(shown).Where(w => w.Any(char.IsLetter) && !Measured().IsMatch(w)))
        {
            var isWhole = known.Contains(word) ||
                known.Any(k => TextWrap.Width(k) > width - 8 && k.Contains(word, StringComparison.Ordinal));
            Assert.True(isWhole, $"'{word}' is no whole word, in {width} columns of:\n{shown}");
        }
    }

    private static IEnumerable<string> Words(string text) => Separators().Split(text).Select(w => w.Trim(':', ',', '.', ';', '(', ')', '\''));

    private static string Spaced(string text) => Separators().Replace(text, " ");

    private static IEnumerable<string> Leaves()
    {
        using var terminal = new Terminal(Stream.Null, TextWriter.Null, 80);
        return [.. Leaves(CommandTree.Create(terminal, ConfigCommand.FileOption()), "")];
    }

    private static IEnumerable<string> Leaves(Command command, string name)
    {
        foreach (var inner in command.Subcommands.Where(c => !c.Hidden))
        {
            var full = name.Length == 0 ? inner.Name : $"{name} {inner.Name}";
            if (inner.Subcommands.Count == 0)
                yield return full;
            foreach (var leaf in Leaves(inner, full))
                yield return leaf;
        }
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Separators();

    /// <summary>A rate, a port, an id or a secret that is made in the run.</summary>
    [GeneratedRegex(@"^[\d.,]+/s$|^http://127|^[0-9a-f]{8}$|^ls_[\w-]{43}$")]
    private static partial Regex Measured();
}
