using System.Globalization;
using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests;

public sealed partial class ProgressTests(Demo demo) : PageTests(demo)
{
    [Fact]
    public async Task Page_WhileAModelIsOnItsWay_SaysHowFarAndShowsWhatItHas()
    {
        var gate = new TaskCompletionSource();
        await using var host = await FileHost.StartAsync(Tree.StaticWeb, async (context, send) =>
        {
            if (context.Request.Path.Value!.EndsWith("ms-marco-minilm-l12-v2/onnx/model_int8.onnx", StringComparison.Ordinal))
                await gate.Task.WaitAsync(context.RequestAborted);
            await send();
        });
        var page = await OpenFreshAsync(host.Address);
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

    private static double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(\d+\.\d) MB of (\d+\.\d) MB$")]
    private static partial Regex Megabytes();
}
