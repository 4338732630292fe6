using System.Globalization;
using Lodestone.Cli.Index;
using Lodestone.Cli.Tests.Output;

namespace Lodestone.Cli.Tests.Screens;

/// <summary>What became of documents whose source is gone, and the settings, on every usual width.</summary>
public sealed class FollowScreenTests
{
    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    public void Mirror_Folders_FitTheScreen(int width)
    {
        var shown = Screen.Piped(
            screen => MirrorScreen.Show(screen, new IndexOutcome
            {
                Collection = "kept",
                BiEncoder = "bge-small-en-v1.5",
                Documents = 10,
                Notices = [],
                Folders =
                [
                    Folder(MirrorOutcome.Removed, 3) with { Removed = 3, PassedOver = 2 },
                    Folder(MirrorOutcome.Counted, 12),
                    Folder(MirrorOutcome.Incomplete, 0),
                    Folder(MirrorOutcome.Unconfirmed, 60) with { Path = "sub" },
                    Folder(MirrorOutcome.Removed, 0),
                ],
            }),
            width);
        Assert.All(shown.Split('\n'), l => Assert.True(l.Length <= width, l));
        Golden.Equal($"mirror-{width}.txt", shown);
        var dense = TextWrapTests.Dense(shown);
        string[] says =
        [
            "3 documents of '/home/somebody/handbook' deleted, with no source any more: 'guides/a.md', 'guides/b.md' and others.",
            "2 documents of '/home/somebody/handbook' kept: the files are there, and this run passes over them.",
            "12 documents of '/home/somebody/handbook' without a source any more: 'guides/a.md', 'guides/b.md' and others. --mirror deletes such",
            "Nothing of '/home/somebody/handbook' was deleted, because it could not be listed fully. Make its files accessible",
            "Nothing of '/home/somebody/handbook/sub' was deleted: 60 documents of 100 have no source any more, more than half",
        ];
        Assert.All(says, s => Assert.Contains(TextWrapTests.Dense(s), dense, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    public async Task Config_Settings_FitTheScreen(int width)
    {
        var run = await Cli.RunAsync("", ["config"], ("COLUMNS", width.ToString(CultureInfo.InvariantCulture)));
        run.Succeeds();
        Assert.All(run.Output.Split('\n'), l => Assert.True(l.Length <= width, l));
        Assert.Contains("built in", run.Output, StringComparison.Ordinal);
    }

    private static MirroredFolder Folder(MirrorOutcome outcome, long gone) => new()
    {
        Root = "/home/somebody/handbook",
        Path = "",
        Documents = 100,
        Gone = gone,
        GoneIds = gone == 0 ? [] : ["guides/a.md", "guides/b.md"],
        Outcome = outcome,
    };
}
