using Lodestone.Web.Tests.Comparing;
using Lodestone.Web.Tests.Sites;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Loading;

public sealed class OfflineTests(Demo demo) : PageTests(demo)
{
    [Theory]
    [InlineData(Site.Server)]
    [InlineData(Site.FileHost)]
    public async Task Page_ReloadedWithoutANetwork_ComparesAsBefore(Site site)
    {
        var page = await OpenFreshAsync(Demo.AddressOf(site));
        await page.SettledAsync();
        await page.Context.SetOfflineAsync(true);
        await page.Tab.ReloadAsync();
        string[] passages = ["A guest cannot remove an admin.", "An admin can remove a guest."];
        await page.Comparison.WriteAsync("who can remove a guest", passages);
        await Library.AgreesAsync("who can remove a guest", passages, await page.Comparison.ResultAsync());
        await page.SettledAsync();
        await page.Tab.Locator("button.engine").ClickAsync();
        await Expect(page.Tab.Locator("#engine-panel")).ToContainTextAsync("works offline.");
        await page.GoAsync("how");
        await Expect(page.Tab.Locator(".steps .step")).ToHaveCountAsync(5);
    }

    [Theory]
    [InlineData(Site.Server)]
    [InlineData(Site.FileHost)]
    public async Task Page_OpenedAgain_IsCrossOriginIsolated(Site site)
    {
        var page = await OpenAsync(site);
        await page.SettledAsync();
        // Lodestone's server sends the headers itself; where the host does not, the service worker adds them from the second time on.
        if (site == Site.FileHost)
            await page.Tab.ReloadAsync();
        Assert.True(await page.Tab.EvaluateAsync<bool>("() => window.crossOriginIsolated"));
        var headers = (await page.Tab.EvaluateAsync<string[]>("""
            async () => {
              const { headers } = await fetch('./');
              return ['cross-origin-opener-policy', 'cross-origin-embedder-policy'].map((name) => headers.get(name));
            }
            """))!;
        Assert.Equal(["same-origin", "require-corp"], headers);
    }
}
