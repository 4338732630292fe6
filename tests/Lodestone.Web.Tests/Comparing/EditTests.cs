using System.Text.Json;
using Lodestone.Web.Tests.Sites;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Comparing;

public sealed class EditTests(Demo demo) : PageTests(demo)
{
    // Each edit is made at the very moment a worker is given the first pair of the one before, so that there is always work to give up.
    private const string EditInTheMidst = """
        (edits) => {
          const query = document.querySelector('#query');
          const post = Worker.prototype.postMessage;
          const write = () => {
            query.value = edits.shift();
            query.dispatchEvent(new InputEvent('input', { bubbles: true }));
          };
          window.pairs = 0;
          window.putBack = () => { Worker.prototype.postMessage = post; };
          Worker.prototype.postMessage = function (message, ...rest) {
            post.call(this, message, ...rest);
            if (message.type !== 'job' || message.job.kind !== 'score')
              return;
            window.pairs++;
            if (edits.length > 0)
              write();
          };
          write();
        }
        """;

    [Fact]
    public async Task Query_Edited30TimesInTheMidstOfScoring_GivesUpStaleWorkAndEndsWithTheLast()
    {
        string[] passages = [.. Enumerable.Range(1, 20).Select(i => $"A team of {i} has {2 * i} members at most.")];
        string[] edits = [.. Enumerable.Range(1, 30).Select(i => $"how many members may a team of {i} have")];
        var page = await OpenAsync(Site.Server);
        await page.SettledAsync();
        await page.Comparison.WriteAsync("how many members", passages);
        await page.Comparison.ResultAsync();
        await page.Tab.EvaluateAsync(EditInTheMidst, edits);
        try
        {
            await Expect(page.Comparison.Query).ToHaveValueAsync(edits[^1]);
            var result = await page.Comparison.ResultAsync();
            await Library.AgreesAsync(edits[^1], passages, result);
            Assert.Equal(passages.Length, Runs(result).Pairs);
            // Of 600 pairs: the one that ran when the next edit came, 29 times, and all of the last.
            Assert.Equal(29 + passages.Length, await page.Tab.EvaluateAsync<int>("() => window.pairs"));
        }
        finally
        {
            await page.Tab.EvaluateAsync("() => window.putBack()");
        }
    }

    [Fact]
    public async Task Query_TypedKeyByKey_IsScoredAsAWhole()
    {
        string[] passages = ["Bread is baked.", "Taxes are due in May."];
        var page = await OpenAsync(Site.FileHost);
        await page.Comparison.WriteAsync("w", passages);
        await page.Comparison.Query.FillAsync("");
        await page.Comparison.Query.PressSequentiallyAsync("when do I have to pay my taxes");
        await Library.AgreesAsync("when do I have to pay my taxes", passages, await page.Comparison.ResultAsync());
    }

    [Fact]
    public async Task Edit_OfOnePassage_ScoresOnlyThatOne()
    {
        string[] passages = ["One ship sails.", "Two loaves rise.", "Three taxes are due.", "Four cats purr.", "Five admins leave."];
        var page = await OpenAsync(Site.Server);
        await page.Comparison.WriteAsync("edited once: which cats purr", passages);
        Assert.Equal((5, 1, 5), Runs(await page.Comparison.ResultAsync()));

        passages[3] = "Four cats sleep.";
        await page.Comparison.Passages.FillAsync(string.Join('\n', passages));
        var edited = await page.Comparison.ResultAsync();
        Assert.Equal((1, 0, 1), Runs(edited));
        await Library.AgreesAsync("edited once: which cats purr", passages, edited);
        await Expect(page.Tab.Locator(".costs .cross .cost")).ToContainTextAsync("1 run,");
        await Expect(page.Tab.Locator(".costs .cross .cost")).ToContainTextAsync("4 known from before");

        // Another query: every pair is another one, and no passage.
        await page.Comparison.Query.FillAsync("edited twice: which cats sleep");
        Assert.Equal((0, 1, 5), Runs(await page.Comparison.ResultAsync()));

        await page.Comparison.Query.FillAsync("edited once: which cats purr");
        Assert.Equal((0, 0, 0), Runs(await page.Comparison.ResultAsync()));
        await Expect(page.Tab.Locator(".costs .cross .cost")).ToHaveTextAsync("0 runs, all 5 known from before");
    }

    [Fact]
    public async Task Passages_WithTheSameText_CostOneRun()
    {
        string[] passages = ["The same twice.", "Another.", "The same twice."];
        var page = await OpenAsync(Site.FileHost);
        await page.Comparison.WriteAsync("which is there twice", passages);
        var result = await page.Comparison.ResultAsync();
        Assert.Equal(2, Runs(result).Pairs);
        await Library.AgreesAsync("which is there twice", passages, result);
    }

    private static (int Passages, int Queries, int Pairs) Runs(JsonElement result) =>
        (Library.Bi(result).GetProperty("corpusRuns").GetInt32(), Library.Bi(result).GetProperty("queryRuns").GetInt32(),
            Library.Cross(result).GetProperty("runs").GetInt32());
}
