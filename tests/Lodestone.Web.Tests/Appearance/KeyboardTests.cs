using System.Text.Json;
using Lodestone.Web.Tests.Pages;
using Lodestone.Web.Tests.Sites;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Appearance;

public sealed class KeyboardTests(Demo demo) : PageTests(demo)
{
    private const int MostStops = 60;

    [Fact]
    public async Task Compare_ByKeysAlone_IsEditedAndItsDetailsAreOpenedAndClosed()
    {
        var page = await OpenAsync(Site.Server);
        var keys = page.Tab.Keyboard;
        await page.Comparison.WriteAsync("the sea", ["Ships sail the sea.", "Bread is baked.", "Taxes are due in May."]);
        await page.Comparison.ResultAsync();
        await StartAtTheTopAsync(page);
        await TabToAsync(page, page.Comparison.Query);
        await keys.PressAsync("ControlOrMeta+A");
        await keys.TypeAsync("when do I pay taxes");
        var result = await page.Comparison.ResultAsync();
        Assert.Equal("when do I pay taxes", result.GetProperty("query").GetString());

        await page.Comparison.Query.FocusAsync();
        var card = page.Comparison.Openers("cross").First;
        await TabToAsync(page, card);
        await keys.PressAsync("Enter");
        var details = page.Tab.Locator("dialog.details[open]");
        await Expect(details.Locator(".whole-text")).ToHaveTextAsync("Taxes are due in May.");
        Assert.True(await details.EvaluateAsync<bool>("dialog => dialog.contains(document.activeElement)"));
        await keys.PressAsync("Escape");
        await Expect(details).ToHaveCountAsync(0);
        await Expect(card).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Focus_WhereverItGoes_CanBeSeen()
    {
        var page = await OpenAsync(Site.Server);
        await page.Comparison.ChooseAsync(0);
        await page.Comparison.ResultAsync();
        await StartAtTheTopAsync(page);
        var stops = new List<string>();
        while (stops.Count < MostStops)
        {
            await page.Tab.Keyboard.PressAsync("Tab");
            var (name, seen) = Stop(await page.Tab.EvaluateAsync<JsonElement>("""
                () => {
                  const at = document.activeElement;
                  if (at === document.body)
                    return ['', true];
                  // What is hidden itself shows the focus beside it.
                  const seen = [at, at.previousElementSibling, at.nextElementSibling].some((shown) => {
                    const { outlineStyle, outlineWidth } = shown === null ? {} : getComputedStyle(shown);
                    return outlineStyle === 'solid' && parseFloat(outlineWidth) >= 2;
                  });
                  return [`${at.tagName} ${at.id} ${at.className} ${at.textContent.slice(0, 30)}`, seen];
                }
                """));
            if (name.Length == 0)
                break;
            Assert.True(seen, $"The focus cannot be seen on {name}.");
            stops.Add(name);
        }

        // Navigation, theme, scenario, both fields, three kinds of copy, two cards a column at least.
        Assert.InRange(stops.Count, 15, MostStops - 1);
    }

    [Fact]
    public async Task SkipLink_Followed_LeadsToThePage()
    {
        var page = await OpenAsync(Site.Server);
        await StartAtTheTopAsync(page);
        await page.Tab.Keyboard.PressAsync("Tab");
        await Expect(page.Tab.Locator("a.skip")).ToBeFocusedAsync();
        await page.Tab.Keyboard.PressAsync("Enter");
        await Expect(page.Tab.Locator("main")).ToBeFocusedAsync();
    }

    private static (string Name, bool Seen) Stop(JsonElement said) => (said[0].GetString()!, said[1].GetBoolean());

    private static Task StartAtTheTopAsync(DemoPage page) => page.Tab.EvaluateAsync("""
        () => {
          document.body.tabIndex = -1;
          document.body.focus();
          document.body.removeAttribute('tabindex');
        }
        """);

    private static async Task TabToAsync(DemoPage page, ILocator wanted)
    {
        for (var stops = 0; stops < MostStops; stops++)
        {
            await page.Tab.Keyboard.PressAsync("Tab");
            if (await wanted.EvaluateAsync<bool>("element => element === document.activeElement"))
                return;
        }

        Assert.Fail($"{MostStops} times Tab do not lead to {wanted}.");
    }
}
