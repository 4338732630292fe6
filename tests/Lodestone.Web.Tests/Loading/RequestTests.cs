using Lodestone.Web.Tests.Sites;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Loading;

public sealed class RequestTests(Demo demo) : PageTests(demo)
{
    [Theory]
    [InlineData(Site.Server)]
    [InlineData(Site.FileHost)]
    public async Task Page_OnceLoaded_AsksForNothingWhateverIsCompared(Site site)
    {
        var address = Demo.AddressOf(site);
        var page = await OpenFreshAsync(address);
        await page.SettledAsync();
        var loaded = page.Requests;
        Assert.All(loaded, request => Assert.True(
            request.StartsWith("data:", StringComparison.Ordinal) || new Uri(request).Authority == address.Authority, request));

        await page.Comparison.WriteAsync("a secret question", ["A secret passage.", "Another secret."]);
        await page.Comparison.ResultAsync();
        await page.Comparison.LinkAsync();
        await page.Comparison.ChooseAsync(1);
        await page.Comparison.ResultAsync();
        await page.Comparison.Cards("bi").First.ClickAsync();
        await Expect(page.Tab.Locator("dialog.details .token").First).ToBeVisibleAsync();
        await page.Tab.Keyboard.PressAsync("Escape");
        await page.GoAsync("how");
        await page.Tab.GetByRole(AriaRole.Button, new() { Name = "Change to" }).ClickAsync();
        await page.GoAsync("compare");
        Assert.Equal(loaded, page.Requests);
    }

    [Theory]
    [InlineData("search")]
    [InlineData("play")]
    public async Task Page_ThatRunsNoModel_LoadsNone(string route)
    {
        await using var host = await FileHost.StartAsync(BuiltSites.StaticWeb);
        var page = await OpenFreshAsync(host.Address, route);
        await Expect(page.Tab.Locator("html")).ToHaveAttributeAsync("data-engine", "asleep");
        await page.Tab.WaitForLoadStateAsync(LoadState.NetworkIdle);
        Assert.DoesNotContain(host.Asked, path => path.StartsWith("/models/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Address_OfNoPage_IsSaid()
    {
        var page = await OpenFreshAsync(Demo.AddressOf(Site.FileHost), "nowhere");
        await Expect(page.Tab.Locator(".unknown-page")).ToHaveTextAsync("There is no page “nowhere” here. This is Compare.");
    }

    [Fact]
    public async Task FileHost_OnceLoaded_HearsNothingMore()
    {
        // The host itself is the witness: no part of a browser is beyond its hearing.
        await using var host = await FileHost.StartAsync(BuiltSites.StaticWeb);
        var page = await OpenFreshAsync(host.Address);
        await page.SettledAsync();
        var loaded = host.Asked;
        Assert.Contains(loaded, path => path.EndsWith("onnx/model_int8.onnx", StringComparison.Ordinal));
        await page.Comparison.WriteAsync("a secret question", ["A secret passage.", "Another secret."]);
        await page.Comparison.ResultAsync();
        await page.GoAsync("search");
        await page.GoAsync("how");
        Assert.Equal(loaded, host.Asked);
    }
}
