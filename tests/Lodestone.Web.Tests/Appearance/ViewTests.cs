using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Lodestone.Web.Tests.Pages;
using Lodestone.Web.Tests.Sites;
using Microsoft.Playwright;

namespace Lodestone.Web.Tests.Appearance;

public sealed class ViewTests(Demo demo) : PageTests(demo)
{
    private const int Phone = 390;

    // What passed is not looked at, and writing it down takes longer than finding it.
    private static readonly AxeRunOptions OnlyViolations = new() { ResultTypes = [ResultType.Violations] };

    public static TheoryData<string> Names => [.. Views.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task View_InBothThemesAndWidths_CanBeReadByAll(string view)
    {
        var page = await Views.OpenAsync(view, OpenAsync);
        foreach (var (theme, width) in Looks())
        {
            await Views.SetAsync(page, theme, width);
            // What is behind a dialog is a view of its own.
            var found = view.EndsWith("-details", StringComparison.Ordinal)
                ? await page.Tab.Locator("dialog[open]").RunAxe(OnlyViolations)
                : await page.Tab.RunAxe(OnlyViolations);
            Assert.Equal("", string.Join('\n', found.Violations.Where(rule => rule.Impact is "serious" or "critical").Select(rule =>
                $"{theme}, {width}: {rule.Id}: {rule.Help}: {string.Join("; ", rule.Nodes.Select(node => node.Html))}")));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task View_OnAPhone_NeverScrollsSideways(string view)
    {
        var page = await Views.OpenAsync(view, OpenAsync);
        await Views.SetAsync(page, ColorScheme.Light, Phone);
        var widths = await page.Tab.EvaluateAsync<int[]>("""
            () => [document.scrollingElement, ...document.querySelectorAll('dialog[open]')]
              .map((element) => element.scrollWidth - element.clientWidth)
            """);
        Assert.All(widths, beyond => Assert.Equal(0, beyond));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task View_InBothThemesAndWidths_IsKeptAsAScreenshot(string view)
    {
        var page = await Views.OpenAsync(view, OpenAsync);
        foreach (var (theme, width) in Looks())
        {
            await Views.SetAsync(page, theme, width);
            var path = Path.Combine(BuiltSites.Screenshots, $"{view}-{width}-{theme.ToString().ToLowerInvariant()}.png");
            // A dialog is in the window; round it there is no more page than that.
            var whole = !view.EndsWith("-details", StringComparison.Ordinal);
            var picture = await page.Tab.ScreenshotAsync(new() { Path = path, FullPage = whole });
            Assert.True(picture.Length > 10_000, $"{path} has {picture.Length} bytes: there is next to nothing on it.");
        }
    }

    private static IEnumerable<(ColorScheme Theme, int Width)> Looks() =>
        from width in new[] { DemoPage.Desk.Width, Phone }
        from theme in new[] { ColorScheme.Light, ColorScheme.Dark }
        select (theme, width);
}
