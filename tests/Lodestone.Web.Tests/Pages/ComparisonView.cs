using System.Text.Json;
using Lodestone.TestSupport;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Pages;

/// <summary>The compare page, as its visitor uses it.</summary>
internal sealed class ComparisonView(IPage tab)
{
    public ILocator Query => tab.Locator("#query");

    public ILocator Passages => tab.Locator("#passages");

    /// <summary>The examples; its attribute data-chosen says which text is on the page.</summary>
    public ILocator Gallery => tab.Locator("#gallery");

    /// <summary>Whether the result was recorded or scored in the tab.</summary>
    public ILocator Source => tab.Locator(".verdict-box .source");

    public ILocator Verdict => tab.Locator(".verdict-box .verdict");

    /// <summary>Why there is no verdict: it stands where that would.</summary>
    public ILocator NoResult => tab.Locator(".verdict-box .no-result");

    /// <summary>What more is said of that, or of what is waited for.</summary>
    public ILocator NoResultMore => tab.Locator(".verdict-box .no-result-more");

    public ILocator Problem => tab.Locator(".editor .problem");

    /// <summary>Cards of a column, <c>bi</c> or <c>cross</c>, in its order.</summary>
    public ILocator Cards(string column) => tab.Locator($".column.{column} .card");

    /// <summary>The buttons that open the cards of a column.</summary>
    public ILocator Openers(string column) => Cards(column).Locator(".card-open");

    public Task ChooseOwnAsync() => tab.GetByRole(AriaRole.Button, new() { Name = "Write your own" }).ClickAsync();

    public Task ChooseAsync(int example) => Gallery.Locator(".thumb").Nth(example).ClickAsync();

    /// <summary>Expects that this text is on the page: <c>own</c>, <c>link</c> or the id of an example.</summary>
    public Task HasChosenAsync(string choice) => Expect(Gallery).ToHaveAttributeAsync("data-chosen", choice);

    /// <summary>Opens the editor of the passages where the window is so small that it is folded away.</summary>
    public async Task UnfoldAsync()
    {
        var fold = tab.Locator(".fold");
        if (await fold.IsVisibleAsync() && await fold.GetAttributeAsync("aria-expanded") == "false")
            await fold.ClickAsync();
    }

    /// <summary>Writes a query and passages, one a line.</summary>
    public async Task WriteAsync(string query, IEnumerable<string> passages)
    {
        await UnfoldAsync();
        await tab.Locator("input[name=split][value=lines]").CheckAsync(new() { Force = true });
        await Passages.FillAsync(string.Join('\n', passages));
        await Query.FillAsync(query);
    }

    /// <summary>Waits for the whole result, and copies it as the page's visitor would.</summary>
    public async Task<JsonElement> ResultAsync() => JsonElement.Parse(await CopyAsync("JSON"));

    /// <summary>Copies the result in a form, once there is one.</summary>
    public Task<string> CopyAsync(string form) =>
        ClipboardAfterAsync(tab.Locator(".actions .group").GetByText(form, new() { Exact = true }));

    /// <summary>Copies the link to what is on the page.</summary>
    public Task<string> LinkAsync() => ClipboardAfterAsync(tab.GetByRole(AriaRole.Button, new() { Name = "Share link" }));

    private async Task<string> ClipboardAfterAsync(ILocator button)
    {
        await tab.EvaluateAsync("() => navigator.clipboard.writeText('')");
        await Expect(button).ToBeEnabledAsync();
        await button.ClickAsync();
        await Expect(tab.Locator(".actions .said")).ToContainTextAsync("opied");
        var text = "";
        await Waiting.UntilAsync(async () => (text = await tab.EvaluateAsync<string>("() => navigator.clipboard.readText()")).Length > 0);
        return text;
    }
}
