using Lodestone.Web.Tests.Sites;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Comparing;

public sealed class DetailsTests(Demo demo) : PageTests(demo)
{
    [Fact]
    public async Task Card_Opened_ShowsWhatBothModelsRead()
    {
        var page = await OpenAsync(Site.Server);
        await page.Comparison.WriteAsync("who removes admins", ["The owner removes admins.", "Cats purr."]);
        var best = (await page.Comparison.ResultAsync()).GetProperty("passages")[0];
        await page.Comparison.Cards("cross").First.ClickAsync();
        var details = page.Tab.Locator("dialog.details[open]");
        await Expect(details.Locator(".whole-text")).ToHaveTextAsync("The owner removes admins.");
        await Expect(details.Locator("tbody tr").Filter(new() { HasText = "Tokens read" }).Locator("td")).ToHaveTextAsync(
            [Library.Bi(best).GetProperty("tokens").ToString(), Library.Cross(best).GetProperty("tokens").ToString()]);
        var tokens = details.Locator("section .tokens");
        await Expect(tokens.Nth(0).Locator(".token").First).ToHaveTextAsync("[CLS]");
        await Expect(tokens.Nth(0).Locator(".token.query")).ToHaveCountAsync(0);
        await Expect(tokens.Nth(1).Locator(".token.query")).Not.ToHaveCountAsync(0);
        await Expect(tokens.Nth(1).Locator(".token.passage")).Not.ToHaveCountAsync(0);
        await details.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Expect(details).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Details_OfALongPassageOnAPhone_ScrollAsAWholeWithTheirCloseButton()
    {
        var page = await OpenAsync(Site.Server);
        await page.Tab.SetViewportSizeAsync(390, 844);
        await page.Comparison.WriteAsync("who removes admins", [string.Join(' ', Enumerable.Repeat("The owner removes admins.", 90))]);
        await page.Comparison.ResultAsync();
        await page.Comparison.Cards("cross").First.ClickAsync();
        var details = page.Tab.Locator("dialog.details[open]");
        await Expect(details.Locator(".tokens").Last.Locator(".token").Last).ToBeVisibleAsync();
        var beyond = await details.EvaluateAsync<int[]>("""
            (dialog) => [dialog, ...dialog.querySelectorAll('.whole-text, .tokens')]
              .map(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)
            """);
        Assert.True(beyond[0] > 0);
        Assert.All(beyond.Skip(1), rest => Assert.InRange(rest, 0, 1));
        await details.EvaluateAsync("dialog => dialog.scrollTo(0, dialog.scrollHeight)");
        await Expect(details.GetByRole(AriaRole.Button, new() { Name = "Close" })).ToBeInViewportAsync(new() { Ratio = 1 });
        await details.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Expect(details).ToHaveCountAsync(0);
    }
}
