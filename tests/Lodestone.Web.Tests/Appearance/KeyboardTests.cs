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

    [Theory]
    [InlineData(1024, "results")]
    [InlineData(1024, "stages")]
    [InlineData(390, "results")]
    [InlineData(390, "stages")]
    public async Task Focus_OnAHitWhereThereIsLittleRoom_IsNotCutOff(int width, string view)
    {
        var page = await OpenAsync(Site.Server, "search");
        await page.Search.BeginAsync();
        await page.Search.ShowAsync(view);
        await page.Search.AskAsync("can a guest remove an admin");
        await page.Tab.SetViewportSizeAsync(width, 844);
        // Of the columns only the last has room.
        var hit = view == "results" ? page.Search.Titles.First : page.Tab.Locator(".hits .hit").Filter(new() { Visible = true }).First;
        await hit.FocusAsync();
        // A ring is round what the keys have led to.
        await page.Tab.Keyboard.PressAsync("Tab");
        await page.Tab.Keyboard.PressAsync("Shift+Tab");
        await Expect(hit).ToBeFocusedAsync();
        await Expect(hit).ToHaveCSSAsync("outline-style", "solid");
        // The ring, and what cuts off what is beyond it.
        var beyond = await hit.EvaluateAsync<double>("""
            (hit) => {
              const style = getComputedStyle(hit);
              const reach = Math.max(0, parseFloat(style.outlineOffset) + parseFloat(style.outlineWidth));
              const ring = hit.getBoundingClientRect();
              let most = Math.max(reach - ring.left, ring.right + reach - document.documentElement.clientWidth);
              for (let box = hit.parentElement; box !== null && box !== document.body; box = box.parentElement) {
                if (getComputedStyle(box).overflowX === 'visible') continue;
                const { left, right } = box.getBoundingClientRect();
                most = Math.max(most, left - (ring.left - reach), ring.right + reach - right);
              }
              return most;
            }
            """);
        Assert.True(beyond <= .5, $"The ring round a hit is cut off by {beyond} pixels.");
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
