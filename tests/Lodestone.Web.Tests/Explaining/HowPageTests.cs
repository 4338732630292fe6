using System.Text.RegularExpressions;
using Lodestone.TestSupport;
using Lodestone.Web.Tests.Sites;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Explaining;

public sealed class HowPageTests(Demo demo) : PageTests(demo)
{
    [Theory]
    [InlineData(Site.Server)]
    [InlineData(Site.FileHost)]
    public async Task Cost_CountedHere_IsARunAPassageOnceAndAfterwardsARunAPair(Site site)
    {
        var page = await OpenAsync(site, "how");
        var (bi, cross) = (page.Tab.Locator(".cost-side.bi .cost-runs"), page.Tab.Locator(".cost-side.cross .cost-runs"));
        var go = page.Tab.Locator(".cost-controls .strong-button");
        await page.Tab.Locator("#cost-passages").FillAsync("20");
        await Expect(go).ToHaveTextAsync("Embed 20 passages once");
        await go.ClickAsync();
        await Expect(go).ToHaveTextAsync("Ask a query");
        await Expect(bi).ToHaveTextAsync("20 runs");
        await Expect(cross).ToHaveTextAsync("0 runs");
        await go.ClickAsync();
        await Expect(page.Tab.Locator(".cost-verdict")).ToContainTextAsync("After 1 query: 21 runs against 20 runs.");
        await Expect(page.Tab.Locator(".cost-side.cross .cost-time")).ToHaveTextAsync(new Regex(@"^in [\d,.]+ m?s$"));
        await go.ClickAsync();
        await Expect(page.Tab.Locator(".cost-verdict")).ToContainTextAsync("After 2 queries: 22 runs against 40 runs.");
        await Expect(page.Tab.Locator(".cost-side.cross .run-grid .read")).ToHaveCountAsync(20);
    }

    [Fact]
    public async Task Figures_Measured_ComeFromTheRepository()
    {
        var page = await OpenAsync(Site.Server, "how");
        var quality = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "quality.md"), TestContext.Current.CancellationToken);
        var collections = await page.Tab.Locator(".effects tbody th").AllInnerTextsAsync();
        Assert.NotEmpty(collections);
        Assert.All(collections, name => Assert.Contains(name, quality, StringComparison.Ordinal));
        await Expect(page.Tab.Locator(".effects .effect-value").First).ToHaveTextAsync(new Regex(@"^[+−-]\.\d+$"));
        await Expect(page.Tab.Locator(".steps .step")).ToHaveCountAsync(5);
        // How far this page is from the library, as the decision on the demo has it.
        var decision = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "docs", "decisions", "0014-browser-demo.md"), TestContext.Current.CancellationToken);
        Assert.Contains(".05 from the library's in the median", decision, StringComparison.Ordinal);
        await Expect(page.Tab.Locator(".how")).ToContainTextAsync("a logit by .05 in the median, .49 at most");
    }

    [Fact]
    public async Task Words_AboutReranking_AreWhatTheLibraryDoes()
    {
        var page = await OpenAsync(Site.Server, "how");
        var options = new SearchRerankOptions();
        await Expect(page.Tab.Locator(".worse")).ToContainTextAsync("The scores of each query decide how large a share");
        Assert.Null(options.CrossEncoderWeight);
        await Expect(page.Tab.Locator(".worse")).ToContainTextAsync("half of it two logits behind");
        Assert.Equal(2, options.HalfLogit);
        await Expect(page.Tab.Locator(".steps")).ToContainTextAsync("finds thirty, and the careful one judges those");
        Assert.Equal(30, options.Depth);
    }
}
