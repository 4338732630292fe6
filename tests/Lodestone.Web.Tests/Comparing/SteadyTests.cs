using System.Text.Json;
using System.Text.RegularExpressions;
using Lodestone.Web.Tests.Sites;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Comparing;

public sealed class SteadyTests(Demo demo) : PageTests(demo)
{
    private static readonly string[] Passages =
        ["A guest cannot remove an admin.", "An admin can remove a guest.", "Bread is baked in an oven.", "Taxes are due in May."];

    [Theory]
    [InlineData(1440)]
    [InlineData(1024)]
    public async Task Board_WhileTheQueryIsEdited_StaysWhereItIs(int width)
    {
        var page = await OpenAsync(Site.FileHost);
        await page.Tab.SetViewportSizeAsync(width, 900);
        await page.Comparison.WriteAsync("can a guest remove an admin", Passages);
        await page.Comparison.ResultAsync();
        await page.Tab.EvaluateAsync("""
            () => {
              window.places = new Set();
              const note = () => {
                const board = document.querySelector('.board').getBoundingClientRect();
                const cards = document.querySelector('.column.cross .row').parentElement.getBoundingClientRect();
                window.places.add([board.top + scrollY, cards.top - board.top, cards.height].map(Math.round).join(' '));
                window.noting = requestAnimationFrame(note);
              };
              note();
            }
            """);
        foreach (var query in new[] { "when do I", $"when do I pay {width}", "when do I have to pay my taxes, and may a guest remove an admin" })
        {
            await page.Comparison.Query.FillAsync(query);
            await page.Comparison.ResultAsync();
        }

        var places = await page.Tab.EvaluateAsync<string[]>("() => { cancelAnimationFrame(window.noting); return [...window.places]; }");
        Assert.Equal([places[0]], places);
    }

    [Fact]
    public async Task Picture_OfAResult_IsCopiedWithSomethingOnIt()
    {
        var page = await OpenAsync(Site.FileHost);
        await page.Comparison.WriteAsync("can a guest remove an admin", Passages);
        await page.Comparison.ResultAsync();
        await page.Tab.GetByRole(AriaRole.Button, new() { Name = "Picture", Exact = true }).ClickAsync();
        await Expect(page.Tab.Locator(".actions .said")).ToHaveTextAsync("Copied as a picture.");
        var picture = await page.Tab.EvaluateAsync<JsonElement>("""
            async () => {
              const [item] = await navigator.clipboard.read();
              const image = await createImageBitmap(await item.getType('image/png'));
              const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
              canvas.drawImage(image, 0, 0);
              const { data } = canvas.getImageData(0, 0, image.width, image.height);
              return { width: image.width, height: image.height, colours: new Set(new Uint32Array(data.buffer)).size };
            }
            """);
        Assert.InRange(picture.GetProperty("width").GetInt32(), 800, 4000);
        Assert.InRange(picture.GetProperty("height").GetInt32(), 400, 4000);
        // Text, lines and bars, with their smooth edges.
        Assert.InRange(picture.GetProperty("colours").GetInt32(), 50, int.MaxValue);
    }

    [Fact]
    public async Task Link_ToThePage_HasACardToShowElsewhere()
    {
        var page = await OpenAsync(Site.FileHost);
        foreach (var property in new[] { "og:title", "og:description", "og:image" })
            await Expect(page.Tab.Locator($"meta[property='{property}']")).ToHaveAttributeAsync("content", new Regex("..."));
        var card = await page.Tab.Locator("meta[property='og:image']").GetAttributeAsync("content");
        var size = await page.Tab.EvaluateAsync<int[]>("""
            async (card) => {
              const image = await createImageBitmap(await (await fetch(card.split('/').at(-1))).blob());
              return [image.width, image.height];
            }
            """, card);
        // The shape that networks show large.
        Assert.Equal([1200, 630], size!);
    }
}
