using Lodestone.Cli.Output;
using Lodestone.Cli.Search;
using Lodestone.Cli.Tests.Screens;
using Lodestone.TestSupport;

namespace Lodestone.Cli.Tests.Output;

public sealed class TerminalLinksTests
{
    private const string Begin = "\u001b]8;";

    [Theory]
    [InlineData(false, "TERM=xterm-256color")]
    [InlineData(false, "TERM=dumb", "KITTY_WINDOW_ID=1")]
    [InlineData(false, "TERM=tmux-256color", "VTE_VERSION=7600")]
    [InlineData(false, "TERM=xterm-256color", "VTE_VERSION=4205")]
    [InlineData(false, "TERM=xterm-kitty", "FORCE_HYPERLINK=0")]
    [InlineData(true, "TERM=xterm-256color", "VTE_VERSION=7600")]
    [InlineData(true, "TERM=xterm-256color", "TERM_PROGRAM=WezTerm")]
    [InlineData(true, "TERM=xterm-kitty")]
    [InlineData(true, "WT_SESSION=1")]
    [InlineData(true, "TERM=screen", "FORCE_HYPERLINK=1")]
    public void AreTaken_Variables_AreThoseOfTerminalsThatAreKnown(bool taken, params string[] variables) => Assert.Equal(
        taken, TerminalLinks.AreTaken(name => variables.FirstOrDefault(v => v.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..]));

    [Theory]
    [InlineData("plain.md")]
    [InlineData("with space, 100% & more#a?b.md")]
    [InlineData("\u202Egnp.exe")]
    [InlineData("bell\a and \u001b]8;;http:evil\u001b\\.md")]
    [InlineData("caf\u00E9 \u65E5\u672C\u8A9E.md")]
    public void AddressOf_HostileName_IsEscapedAndLeadsToTheFile(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such names.");
        using var folder = new TemporaryFolder();
        var path = folder.Write(name, "text");
        var address = TerminalLinks.AddressOf(path)!;
        Assert.Matches("^file:///[A-Za-z0-9._~%/-]+$", address);
        Assert.Equal(path, "/" + string.Join('/', address["file:///".Length..].Split('/').Select(Uri.UnescapeDataString)));
        Assert.Null(TerminalLinks.AddressOf(path + ".gone"));
        Assert.Null(TerminalLinks.AddressOf("relative.md"));
        Assert.Null(TerminalLinks.AddressOf(null));
    }

    [Fact]
    public void Hits_HostileTitleAndText_PutNoEscapeIntoTheLink()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("a b.md", "text");
        const string Hostile = "\u001b]8;;http://evil\u0007Ways\u001b\\ \u202Eto\u2066 p\u200Bay\u009b31m";
        var result = SearchScreenTests.Result with
        {
            Hits = [SearchScreenTests.Result.Hits[0] with { Title = Hostile, Heading = "", DocumentId = "id\u001b[2J", Text = Hostile }],
        };
        var shown = Screen.OnTerminal(screen => SearchScreen.Show(screen, result, showQuery: false, [file]), hasLinks: true);
        var sequences = shown.Split(Begin)[1..];
        // One begins, one ends.
        Assert.Equal(2, sequences.Length);
        Assert.Contains($";{TerminalLinks.AddressOf(file)}\u001b\\", sequences[0], StringComparison.Ordinal);
        Assert.StartsWith(";\u001b\\", sequences[1], StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[2J", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(shown, c => c is '\u202E' or '\u2066' or '\u200B' or '\u009b' or '\a');
    }

    [Fact]
    public void Hits_TerminalWithoutLinks_HaveNone()
    {
        using var folder = new TemporaryFolder();
        string?[] files = [folder.Write("a.md", "text"), null];
        Assert.DoesNotContain(
            Begin,
            Screen.OnTerminal(screen => SearchScreen.Show(screen, SearchScreenTests.Result, showQuery: false, files)),
            StringComparison.Ordinal);
        Assert.Contains(
            Begin,
            Screen.OnTerminal(screen => SearchScreen.Show(screen, SearchScreenTests.Result, showQuery: false, files), hasLinks: true),
            StringComparison.Ordinal);
    }
}
