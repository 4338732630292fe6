using Lodestone.Web.Tests.Pages;
using Lodestone.Web.Tests.Sites;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Appearance;

public sealed class ThemeTests(Demo demo) : PageTests(demo)
{
    [Fact]
    public async Task Theme_Chosen_IsKeptAgainstTheSystems()
    {
        var page = await OpenAsync(Site.FileHost, "how");
        await page.Tab.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
        var light = await BackgroundAsync(page);
        try
        {
            await page.Tab.GetByRole(AriaRole.Button, new() { Name = "Change to dark colours" }).ClickAsync();
            var dark = await BackgroundAsync(page);
            Assert.NotEqual(light, dark);
            await page.Tab.ReloadAsync();
            await Expect(page.Tab.GetByRole(AriaRole.Button, new() { Name = "Change to light colours" })).ToBeVisibleAsync();
            Assert.Equal(dark, await BackgroundAsync(page));
        }
        finally
        {
            await page.Tab.EvaluateAsync("() => { localStorage.clear(); delete document.documentElement.dataset.theme; }");
        }

        Assert.Equal(light, await BackgroundAsync(page));
        await page.Tab.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        Assert.NotEqual(light, await BackgroundAsync(page));
    }

    private static Task<string> BackgroundAsync(DemoPage page) =>
        page.Tab.EvaluateAsync<string>("() => getComputedStyle(document.documentElement).backgroundColor");
}
