using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Lodestone.Web.Tests.Pages;
using Lodestone.Web.Tests.Sites;
using Microsoft.Playwright;

namespace Lodestone.Web.Tests.Appearance;

public sealed class ViewTests(Demo demo) : PageTests(demo)
{
    private const int Phone = 390;
    private const int Tablet = 1024;

    // What passed is not looked at, and writing it down takes longer than finding it.
    private static readonly AxeRunOptions OnlyViolations = new() { ResultTypes = [ResultType.Violations] };

    public static TheoryData<string> Names => [.. Views.Names];

    /// <summary>One opening serves all: opening a view takes as long as looking at it. The pictures are kept for people.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task View_InEachThemeAndWidth_CanBeReadByAllAndNeverScrollsSideways(string view)
    {
        var page = await Views.OpenAsync(view, OpenAsync);
        // A dialog is in the window; round it there is no more page than that, and what is behind it is a view of its own.
        var isDialog = view.EndsWith("-details", StringComparison.Ordinal);
        foreach (var (theme, width) in Looks())
        {
            await Views.SetAsync(page, theme, width);
            // The parts that are there depend on the width, and their contrast on the theme: each is looked at once.
            if (theme == ColorScheme.Light || width == DemoPage.Desk.Width)
                await CanBeReadByAllAsync(page, isDialog, $"{theme}, {width}");
            await NeverScrollsSidewaysAsync(page, width);

            var path = Path.Combine(BuiltSites.Screenshots, $"{view}-{width}-{theme.ToString().ToLowerInvariant()}.png");
            var picture = await page.Tab.ScreenshotAsync(new() { Path = path, FullPage = !isDialog });
            Assert.True(picture.Length > 10_000, $"{path} has {picture.Length} bytes: there is next to nothing on it.");
        }

        // A desk's window at 200 % and at 400 %.
        foreach (var width in new[] { DemoPage.Desk.Width / 2, DemoPage.Desk.Width / 4 })
        {
            await page.Tab.SetViewportSizeAsync(width, DemoPage.Desk.Height / 2);
            await Views.TwoFramesAsync(page);
            await NeverScrollsSidewaysAsync(page, width);
        }
    }

    private static async Task CanBeReadByAllAsync(DemoPage page, bool isDialog, string look)
    {
        var found = isDialog
            ? await page.Tab.Locator("dialog[open]").RunAxe(OnlyViolations)
            : await page.Tab.RunAxe(OnlyViolations);
        var violations = string.Join('\n', found.Violations.Where(rule => rule.Impact is "serious" or "critical").Select(rule =>
            $"{look}: {rule.Id}: {rule.Help}: {string.Join("; ", rule.Nodes.Select(node => node.Html))}"));
        Assert.True(violations.Length == 0, violations);
    }

    private static async Task NeverScrollsSidewaysAsync(DemoPage page, int width)
    {
        var beyond = await page.Tab.EvaluateAsync<int[]>("""
            () => [document.scrollingElement, ...document.querySelectorAll('dialog[open]')]
              .map((element) => element.scrollWidth - element.clientWidth)
            """);
        Assert.All(beyond, pixels => Assert.True(pixels == 0, $"At a width of {width} the page is {pixels} pixels wider than its window."));
    }

    private static IEnumerable<(ColorScheme Theme, int Width)> Looks() =>
        from width in new[] { DemoPage.Desk.Width, Tablet, Phone }
        from theme in new[] { ColorScheme.Light, ColorScheme.Dark }
        select (theme, width);
}
