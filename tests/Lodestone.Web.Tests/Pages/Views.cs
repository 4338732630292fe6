using Lodestone.Web.Tests.Sites;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Pages;

/// <summary>Everything there is to look at, each with something on it.</summary>
internal static class Views
{
    public static readonly string[] Names =
    [
        "compare", "compare-details", "compare-problem", "search", "search-narrowed", "search-unanswered", "search-stages", "search-details",
        "search-drawer-details", "search-none", "how", "play",
    ];

    /// <summary>Puts a view onto the page of a test.</summary>
    public static async Task<DemoPage> OpenAsync(string view, Func<Site, string, Task<DemoPage>> open)
    {
        var page = await open(view == "search-none" ? Site.FileHost : Site.Server, view.Split('-')[0]);
        switch (view)
        {
            case "compare" or "compare-details":
                await page.Comparison.ChooseAsync(1);
                await page.Comparison.ResultAsync();
                if (view == "compare-details")
                {
                    await page.Comparison.Cards("cross").First.ClickAsync();
                    await Expect(page.Tab.Locator("dialog.details .token").Last).ToBeVisibleAsync();
                }

                break;
            case "compare-problem":
                await page.Comparison.WriteAsync("which number", Enumerable.Range(1, 201).Select(i => $"This is number {i}."));
                await Expect(page.Comparison.Problem).ToBeVisibleAsync();
                break;
            case "search-drawer-details":
                await page.Search.BeginAsync();
                await page.Search.DropAsync(("notes/one.txt", "The first."), ("notes/two.md", "# The second"));
                await Expect(page.Search.Drawer.Locator(".files-picked")).ToContainTextAsync("2 files");
                await page.Search.Drawer.GetByRole(AriaRole.Button, new() { Name = "Delete" }).First.ClickAsync();
                break;
            case "search" or "search-narrowed" or "search-unanswered" or "search-stages" or "search-details":
                await page.Search.BeginAsync();
                await page.Search.ShowAsync(view == "search-stages" ? "stages" : "results");
                await page.Search.AskAsync(
                    view == "search-unanswered" ? "xyzzy qwerty plugh" : "can a guest remove an admin",
                    view == "search-narrowed" ? "plan in (\"pro\", \"team\") and year >= 2024" : "");
                if (view == "search-details")
                {
                    await page.Search.Titles.First.ClickAsync();
                    await Expect(page.Search.Document.Locator(".document-part").First).ToBeAttachedAsync();
                }

                break;
            case "play":
                await page.Tab.Locator(".game-choice").First.ClickAsync();
                await Expect(page.Tab.Locator(".game-pick")).ToHaveCountAsync(3);
                break;
            case "how":
                await Expect(page.Tab.Locator(".steps .step")).ToHaveCountAsync(5);
                break;
        }

        return page;
    }

    /// <summary>Shows a page in a theme and a width, without motion: what is looked at has come to rest.</summary>
    public static async Task SetAsync(DemoPage page, ColorScheme theme, int width)
    {
        await page.Tab.EmulateMediaAsync(new() { ColorScheme = theme, ReducedMotion = ReducedMotion.Reduce });
        await page.Tab.SetViewportSizeAsync(width, width < 600 ? 844 : DemoPage.Desk.Height);
        // Observers of sizes are heard after the first.
        await TwoFramesAsync(page);
    }

    /// <summary>Lets two frames be drawn, and ends after the second.</summary>
    public static Task TwoFramesAsync(DemoPage page) => page.Tab.EvaluateAsync(
        "() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve))))");
}
