using Lodestone.Web.Tests.Pages;
using Lodestone.Web.Tests.Sites;
using Microsoft.Playwright;

namespace Lodestone.Web.Tests.Comparing;

public sealed class MotionTests(Demo demo) : PageTests(demo)
{
    [Theory]
    [InlineData(ReducedMotion.NoPreference)]
    [InlineData(ReducedMotion.Reduce)]
    public async Task Cards_Reordered_MoveUnlessTheVisitorWantsThemNotTo(ReducedMotion wish)
    {
        var page = await OpenAsync(Site.Server);
        await page.Tab.EmulateMediaAsync(new() { ReducedMotion = wish });
        await page.Comparison.WriteAsync("the sea", ["Ships sail the sea.", "Bread is baked.", "Taxes are due in May."]);
        await page.Comparison.ResultAsync();
        await page.Tab.EvaluateAsync("""
            () => {
              window.steps = 0;
              window.watch?.disconnect();
              window.watch = new MutationObserver((changes) => {
                window.steps += changes.filter(({ target }) => target.matches('.column .row') && target.style.transform !== '').length;
              });
              window.watch.observe(document.querySelector('.board'), { subtree: true, attributes: true, attributeFilter: ['style'] });
            }
            """);
        await page.Comparison.Query.FillAsync("when do I pay taxes");
        await page.Comparison.ResultAsync();
        // The cards are in their new order, and a motion away from the old one begins with the next frame.
        await Views.TwoFramesAsync(page);
        var steps = await page.Tab.EvaluateAsync<int>("() => window.steps");
        Assert.Equal(wish == ReducedMotion.NoPreference, steps > 0);
    }
}
