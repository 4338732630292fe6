using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Pages;

/// <summary>The search page, as its visitor uses it.</summary>
internal sealed class SearchView(IPage tab)
{
    /// <summary>The columns, as the page's classes name them, in the order of the stages.</summary>
    public static readonly string[] Stages = ["bm25", "biEncoder", "fused", "final"];

    public ILocator Query => tab.Locator("#search-query");

    public ILocator Filter => tab.Locator("#search-filter");

    public ILocator FilterProblem => tab.Locator("#filter-problem");

    public ILocator Problem => tab.Locator(".bench > .problem");

    public ILocator Answer => tab.Locator(".answered");

    public ILocator Said => tab.Locator(".answer-said .verdict");

    public ILocator Offer => tab.Locator(".offer");

    public ILocator Create => Offer.GetByRole(AriaRole.Button, new() { Name = "Create" });

    /// <summary>Titles of the hits to read, which open them.</summary>
    public ILocator Titles => tab.Locator(".reading-list .reading-title");

    /// <summary>The chips of values and conditions that narrow the results.</summary>
    public ILocator Choices => tab.Locator(".choices .choice");

    /// <summary>The dialog with a whole document.</summary>
    public ILocator Document => tab.Locator("dialog.document[open]");

    /// <summary>The drawer with the server's collections.</summary>
    public ILocator Drawer => tab.Locator("dialog.drawer[open]");

    public ILocator Trace => tab.Locator(".trace");

    /// <summary>Hits of a column, in its order.</summary>
    public ILocator Hits(string stage) => tab.Locator($".hits.{stage} .hit");

    /// <summary>The lines between a column and the next one.</summary>
    public ILocator Lines(int column) => tab.Locator(".result-grid .gutter").Nth(column).Locator(".join");

    /// <summary>A stage's row in the timeline.</summary>
    public ILocator Row(string stage) => Trace.Locator($"tr[data-stage={stage}]");

    /// <summary>Shows the answer in a view: <c>results</c> or <c>stages</c>.</summary>
    public Task ShowAsync(string view) => tab.Locator($"input[name=answer-view][value={view}]").EvaluateAsync("radio => radio.click()");

    /// <summary>Has the sample made, unless it is there, and takes back what was asked and chosen before; shows stages.</summary>
    public async Task BeginAsync()
    {
        await Expect(tab.Locator(".asking, .offer").Filter(new() { Visible = true })).ToHaveCountAsync(1);
        if (await Offer.IsVisibleAsync())
            await Create.ClickAsync();
        await Expect(Query).ToBeVisibleAsync();
        await tab.EvaluateAsync("""
            () => {
              document.querySelector('.search-form').reset();
              document.querySelector('.options-body').dispatchEvent(new Event('change'));
              document.querySelector('#search-filter').dispatchEvent(new Event('input'));
            }
            """);
        await ShowAsync("stages");
    }

    /// <summary>Asks, and does not wait for the answer.</summary>
    public async Task SendAsync(string query, string filter = "")
    {
        await Query.FillAsync(query);
        await WriteFilterAsync(filter);
        await ForgetAsync();
        await tab.GetByRole(AriaRole.Button, new() { Name = "Search", Exact = true }).ClickAsync();
    }

    /// <summary>Asks, and waits for the whole answer.</summary>
    public async Task AskAsync(string query, string filter = "")
    {
        await SendAsync(query, filter);
        await AnsweredAsync();
    }

    /// <summary>Writes a filter, and leaves the options as they were, open or closed.</summary>
    public async Task WriteFilterAsync(string filter)
    {
        var options = tab.Locator(".options");
        var wasOpen = await options.EvaluateAsync<bool>("options => options.open");
        await options.EvaluateAsync("options => { options.open = true; }");
        await Filter.FillAsync(filter);
        await options.EvaluateAsync("(options, open) => { options.open = open; }", wasOpen);
    }

    /// <summary>A value of a facet, to be chosen.</summary>
    public ILocator Value(string field, string value) => tab.Locator(".facet")
        .Filter(new() { Has = tab.Locator($"legend:text-is('{field}')") }).Locator(".facet-value")
        .Filter(new() { Has = tab.Locator($".facet-name:text-is('{value}')") });

    /// <summary>Opens the drawer with the server's collections.</summary>
    public async Task OpenDrawerAsync()
    {
        await tab.GetByRole(AriaRole.Button, new() { Name = "Add files, manage collections" }).ClickAsync();
        await Expect(Drawer).ToBeVisibleAsync();
    }

    /// <summary>Drops files, by their names and contents, as a visitor does who lets go of them above the page.</summary>
    public Task DropAsync(params (string Name, string Content)[] files) => tab.EvaluateAsync(
        """
        (files) => {
          const transfer = new DataTransfer();
          for (const [name, content] of files) transfer.items.add(new File([content], name));
          const event = (type) => new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true });
          for (const type of ['dragenter', 'dragover', 'drop']) document.querySelector('main').dispatchEvent(event(type));
        }
        """,
        files.Select(file => (string[])[file.Name, file.Content]).ToArray());

    /// <summary>Sets an option, by its label.</summary>
    public async Task ChooseAsync(string option, string value)
    {
        await tab.Locator(".options").EvaluateAsync("options => { options.open = true; }");
        await tab.GetByLabel(option).FillAsync(value);
        await ForgetAsync();
        await tab.GetByLabel(option).BlurAsync();
    }

    public Task AnsweredAsync() => Expect(Answer).ToHaveAttributeAsync("data-state", "final");

    /// <summary>What is on the page is the last answer: only the next one is waited for.</summary>
    public Task ForgetAsync() => Answer.EvaluateAsync("answer => { delete answer.dataset.state; }");

    /// <summary>Rank and document of each hit of a column.</summary>
    public async Task<IReadOnlyList<string>> PlacesAsync(string stage) => await tab.EvaluateAsync<string[]>("""
        (stage) => [...document.querySelectorAll(`.hits.${stage} .hit`)]
          .map((hit) => `${hit.querySelector('.rank').textContent} ${hit.querySelector('.hit-id').textContent}`)
        """, stage);
}
