using System.Text;
using Lodestone.Web.Tests.Pages;
using Lodestone.Web.Tests.Sites;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Comparing;

public sealed class FileTests(Demo demo) : PageTests(demo)
{
    private static readonly string[] Expected = ["A guest cannot remove an admin.", "An admin can remove a guest."];

    [Theory]
    [InlineData("passages.txt", "A guest cannot remove an admin.\nAn admin can remove a guest.\n")]
    [InlineData("passages.md", "A guest cannot remove an admin.\r\n\r\nAn admin can remove a guest.\r\n")]
    [InlineData("passages.csv", "id,text\n7,A guest cannot remove an admin.\n8,\"An admin can remove a guest.\"\n")]
    [InlineData("passages.jsonl", """
        {"_id": "7", "text": "A guest cannot remove an admin."}
        {"text": "An admin can remove a guest."}
        """)]
    public async Task File_OfEachKind_IsRead(string name, string content)
    {
        var page = await OpenAsync(Site.Server);
        await page.Comparison.WriteAsync("who can remove a guest", ["Something else."]);
        await ChooseAsync(page, name, Encoding.UTF8.GetBytes(content));
        await Expect(page.Tab.Locator("#passages-said")).ToContainTextAsync("2 passages");
        await Library.AgreesAsync("who can remove a guest", Expected, await page.Comparison.ResultAsync());
    }

    [Fact]
    public async Task File_Dropped_IsReadWithItsNames()
    {
        var page = await OpenAsync(Site.FileHost);
        await page.Comparison.WriteAsync("who can remove a guest", ["Something else."]);
        var dropped = await page.Tab.EvaluateHandleAsync("""
            () => {
              const transfer = new DataTransfer();
              const rows = ['text,id', 'A guest cannot remove an admin.,seven', 'An admin can remove a guest.,eight'];
              transfer.items.add(new File([rows.join('\n')], 'some.csv'));
              return transfer;
            }
            """);
        await page.Tab.DispatchEventAsync(".drop", "drop", new { dataTransfer = dropped });
        await Expect(page.Tab.Locator("#passages-said")).ToContainTextAsync("2 passages");
        var result = await page.Comparison.ResultAsync();
        await Library.AgreesAsync("who can remove a guest", Expected, result);
        Assert.Equal(["eight", "seven"], result.GetProperty("passages").EnumerateArray().Select(p => p.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task File_DroppedBesideThePassages_IsReadAllTheSame()
    {
        var page = await OpenAsync(Site.FileHost);
        await page.Comparison.WriteAsync("who can remove a guest", ["Something else."]);
        Assert.True(await DropAsync(page, "dragover", ".intro"));
        await Expect(page.Tab.Locator(".drop-note")).ToBeVisibleAsync();
        Assert.True(await DropAsync(page, "drop", ".intro"));
        await Expect(page.Tab.Locator(".drop-note")).ToBeHiddenAsync();
        await Expect(page.Comparison.Passages).ToHaveValueAsync(string.Join('\n', Expected));
    }

    [Theory]
    [InlineData("search")]
    [InlineData("how")]
    public async Task File_DroppedOnAnotherPage_IsNotOpenedInItsPlace(string route)
    {
        var page = await OpenAsync(Site.FileHost);
        await page.Comparison.WriteAsync("a question", ["A passage."]);
        await page.GoAsync(route);
        Assert.True(await DropAsync(page, "dragover", "main"));
        Assert.True(await DropAsync(page, "drop", "main"));
        await page.GoAsync("compare");
        await Expect(page.Comparison.Passages).ToHaveValueAsync("A passage.");
    }

    [Theory]
    [InlineData("passages.pdf", "%PDF-1.7", "passages.pdf is not read by this page, which has no reader for PDF.")]
    [InlineData("passages.xyz", "a", "passages.xyz is of a kind this page does not read. Accepted are .txt")]
    [InlineData("passages.csv", "one,two\n1,2\n", "passages.csv has the columns \"one\", \"two\"")]
    [InlineData("passages.jsonl", "{\"text\": \"a\"}\n{\"body\": 1}\n",
        "Line 2 of passages.jsonl has no text that is a string: found body")]
    [InlineData("passages.txt", "zero \0 byte", "passages.txt is not a text file")]
    [InlineData("passages.txt", "", "passages.txt has no passages: it is empty.")]
    public async Task File_NotReadable_SaysWhatWasFoundAndKeepsTheText(string name, string content, string sentence)
    {
        var page = await OpenAsync(Site.Server);
        await page.Comparison.WriteAsync("a question", Expected);
        await ChooseAsync(page, name, Encoding.UTF8.GetBytes(content));
        await Expect(page.Comparison.Problem).ToContainTextAsync(sentence);
        await Expect(page.Comparison.Passages).ToHaveValueAsync(string.Join('\n', Expected));
    }

    [Fact]
    public async Task File_TooLarge_SaysItsSizeAndTheLimit()
    {
        var page = await OpenAsync(Site.Server);
        await ChooseAsync(page, "passages.txt", new byte[3_000_000]);
        await Expect(page.Comparison.Problem).ToContainTextAsync("passages.txt has 3.0 MB; this page reads files up to 1.0 MB");
    }

    /// <summary>Drags a file over something, or drops it there; gives whether the page kept the browser from opening it.</summary>
    private static Task<bool> DropAsync(DemoPage page, string name, string selector) => page.Tab.Locator(selector).EvaluateAsync<bool>("""
        (element, [name, text]) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([text], 'some.txt'));
          return !element.dispatchEvent(new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer }));
        }
        """, new[] { name, string.Join('\n', Expected) });

    private static Task ChooseAsync(DemoPage page, string name, byte[] content) =>
        page.Tab.SetInputFilesAsync("#file", new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = content });
}
