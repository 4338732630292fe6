using Lodestone.Web.Tests.Comparing;
using Lodestone.Web.Tests.Pages;
using Lodestone.Web.Tests.Sites;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Loading;

/// <summary>The page where less is given than on a developer's machine.</summary>
public sealed class ConditionTests(Demo demo) : PageTests(demo)
{
    private static readonly string[] Passages = ["A guest cannot remove an admin.", "An admin can remove a guest."];

    [Fact]
    public async Task Page_OnAProcessorFourTimesSlower_ShowsTheOpeningAndScoresWhatIsTyped()
    {
        var page = await OpenFreshAsync(Demo.AddressOf(Site.FileHost), "how");
        var devTools = await page.Context.NewCDPSessionAsync(page.Tab);
        await devTools.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = 4 });
        await page.GoAsync("compare");
        await Expect(page.Comparison.Verdict).ToContainTextAsync("The cross-encoder found the answer");
        await page.Comparison.WriteAsync("", Passages);
        await page.Comparison.Query.PressSequentiallyAsync("who can remove a guest");
        await Library.AgreesAsync("who can remove a guest", Passages, await page.Comparison.ResultAsync());
    }

    [Fact]
    public async Task Page_InASecondTab_ComparesBesideTheFirst()
    {
        var first = await OpenFreshAsync(Demo.AddressOf(Site.Server));
        await first.SettledAsync();
        await first.Comparison.WriteAsync("who can remove a guest", Passages);
        await first.Comparison.ResultAsync();

        var second = await DemoPage.OpenAsync(first.Context, Demo.AddressOf(Site.Server), "");
        // Own text is of its tab.
        await Expect(second.Comparison.Verdict).ToContainTextAsync("The cross-encoder found the answer");
        string[] others = ["Ships sail the sea.", "Taxes are due in May."];
        await second.Comparison.WriteAsync("when do I pay taxes", others);
        await Library.AgreesAsync("when do I pay taxes", others, await second.Comparison.ResultAsync());
        Assert.Empty(second.Problems);
        await first.Tab.BringToFrontAsync();
        await Library.AgreesAsync("who can remove a guest", Passages, await first.Comparison.ResultAsync());
    }
}
