using System.Globalization;
using System.Text.RegularExpressions;
using Lodestone.Web.Tests.Sites;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Loading;

public sealed partial class ProgressTests(Demo demo) : PageTests(demo)
{
    [Fact]
    public async Task Page_WhileAModelIsOnItsWay_SaysHowFarAndShowsWhatItHas()
    {
        var gate = new TaskCompletionSource();
        await using var host = await FileHost.StartAsync(BuiltSites.StaticWeb, async (context, send) =>
        {
            if (context.Request.Path.Value!.EndsWith("ms-marco-minilm-l12-v2/onnx/model_int8.onnx", StringComparison.Ordinal))
                await gate.Task.WaitAsync(context.RequestAborted);
            await send();
        });
        var page = await OpenFreshAsync(host.Address);
        await page.Comparison.WriteAsync("which animal purrs", ["Cats purr.", "Dogs bark."]);
        // The bi-encoder's ranking does not wait for the other model.
        await Expect(page.Tab.Locator(".column.bi .score .main")).ToHaveCountAsync(2);
        await Expect(page.Tab.Locator(".column.cross .card")).ToContainTextAsync(["waiting", "waiting"]);
        await Expect(page.Tab.Locator(".progress-line")).ToHaveTextAsync("Scored 3 of 5 texts and pairs …");
        var said = await page.Tab.Locator(".engine-word").InnerTextAsync();
        var parts = Megabytes().Match(said);
        Assert.True(parts.Success, said);
        var (loaded, total) = (Number(parts.Groups[1]), Number(parts.Groups[2]));
        Assert.InRange(loaded, 30, total - 30);
        var bar = await page.Tab.Locator(".engine-bar").EvaluateAsync<double>("bar => bar.value");
        Assert.InRange(bar, loaded / total - .02, loaded / total + .02);

        gate.SetResult();
        await page.ReadyAsync();
        await page.Comparison.ResultAsync();
        await Expect(page.Tab.Locator(".engine-word")).ToHaveTextAsync("Ready");
        await Expect(page.Tab.Locator(".engine-bar")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Page_BeforeAnyModelIsIn_SaysWhatIsLoadedAndHasThePassagesWait()
    {
        var gate = new TaskCompletionSource();
        await using var host = await FileHost.StartAsync(BuiltSites.StaticWeb, async (context, send) =>
        {
            if (context.Request.Path.Value!.EndsWith("/onnx/model_int8.onnx", StringComparison.Ordinal))
                await gate.Task.WaitAsync(context.RequestAborted);
            await send();
        });
        var page = await OpenFreshAsync(host.Address);
        await page.Comparison.WriteAsync("which animal purrs", ["Cats purr.", "Dogs bark."]);
        await Expect(page.Tab.Locator(".progress-line")).ToHaveTextAsync(LoadingBoth());
        await Expect(page.Comparison.NoResultMore).ToContainTextAsync("This browser keeps them for the next time.");
        foreach (var column in new[] { "bi", "cross" })
            await Expect(page.Comparison.Cards(column)).ToContainTextAsync(["waiting", "waiting"]);
        await Expect(page.Tab.Locator("footer")).Not.ToContainTextAsync("no request at all");

        // Where there is little room the header is a row of the brand and the models, and one of the pages, also now.
        await Expect(page.Tab.Locator(".engine-word")).ToContainTextAsync("MB of ");
        await page.Tab.SetViewportSizeAsync(360, 800);
        var tops = await page.Tab.EvaluateAsync<double[]>("""
            () => ['.brand', '.bar-end'].map((name) => document.querySelector(name).getBoundingClientRect())
              .map(({ top, height }) => top + height / 2)
            """);
        Assert.InRange(tops[1] - tops[0], -4, 4);

        gate.SetResult();
        await page.SettledAsync();
        await Expect(page.Tab.Locator("footer")).ToContainTextAsync("from now on the page makes no request at all");
    }

    private static double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^Loading both models(: \d+\.\d MB of \d+\.\d MB)? …$")]
    private static partial Regex LoadingBoth();

    [GeneratedRegex(@"^(\d+\.\d) MB of (\d+\.\d) MB$")]
    private static partial Regex Megabytes();
}
