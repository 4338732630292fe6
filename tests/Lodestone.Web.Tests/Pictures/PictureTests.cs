using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Lodestone.TestSupport;
using Lodestone.Web.Tests.Pages;
using Lodestone.Web.Tests.Sites;

namespace Lodestone.Web.Tests.Pictures;

/// <summary>Takes the pictures of README.md from the page. eng/pictures runs it, and nothing else does.</summary>
public sealed partial class PictureTests(Demo demo) : PageTests(demo)
{
    private const string Query = "how tall was the man who first climbed Everest";

    private static readonly string[] Passages =
    [
        "The first people climbed Everest in 1953.",
        "The tallest man who climbed Everest used bottled oxygen.",
        "Mount Everest is 8,849 metres tall.",
        "Edmund Hillary stood 1.96 metres tall and reached the summit in 1953.",
    ];

    // Pairs are read when the film is ready for them: one after the other, as on a slow machine.
    private const string HoldPairs = """
        () => {
          const [post, held] = [Worker.prototype.postMessage, []];
          Worker.prototype.postMessage = function (message, ...rest) {
            if (message.type === 'job' && message.job.kind === 'score') held.push(() => post.call(this, message, ...rest));
            else post.call(this, message, ...rest);
          };
          window.readNext = () => held.shift()?.();
          window.putBack = () => {
            Worker.prototype.postMessage = post;
            for (const next of held) next();
          };
        }
        """;

    private readonly List<string> _frames = [];

    [Fact(Explicit = true)]
    public async Task Clip_OfTheOpening_IsTakenFrameByFrame()
    {
        Directory.CreateDirectory(BuiltSites.Pictures);
        // On another example: what is scored once is known, and there would be nothing to see.
        var page = await OpenFreshAsync(Demo.AddressOf(Site.FileHost), "compare/example/free-plan-api-access");
        await page.SettledAsync();
        await page.Tab.SetViewportSizeAsync(1280, 760);
        // The page before: another question over the same passages, with the answer marked.
        await page.Comparison.WriteAsync("who first climbed Everest", Passages);
        await page.Comparison.ResultAsync();
        await page.Tab.Locator(".column.bi .row").Filter(new() { HasText = "Hillary" }).Locator(".mark-answer").ClickAsync();
        await page.Tab.Mouse.MoveAsync(0, 0);
        await page.Comparison.Query.FocusAsync();
        await page.Tab.EvaluateAsync("() => scrollTo(0, 0)");
        await page.Tab.EvaluateAsync(HoldPairs);
        await page.Tab.Clock.InstallAsync();
        await page.Tab.Clock.PauseAtAsync(DateTime.UtcNow.AddMinutes(1));

        for (var length = 4; length < Query.Length; length += 4)
            await TypeAsync(page, Query[..length]);
        await TypeAsync(page, Query);
        await page.Tab.Clock.RunForAsync(250);
        await RunUntilAsync(page, () => Scored(page, "bi", Passages.Length));
        await RunUntilAsync(page, async () => await page.Tab.Locator(".column.cross .score .main").CountAsync() == 0);
        await MoveAsync(page, 900);
        for (var read = 1; read <= Passages.Length; read++)
        {
            await page.Tab.EvaluateAsync("() => window.readNext()");
            await RunUntilAsync(page, () => Scored(page, "cross", read));
            await MoveAsync(page, read == Passages.Length ? 3200 : 350);
        }

        await page.Tab.EvaluateAsync("() => window.putBack()");
        await File.WriteAllLinesAsync(
            Path.Combine(BuiltSites.Pictures, "clip.txt"), _frames, TestContext.Current.CancellationToken);
    }

    /// <summary>Of what `lodestone compare` has written into a terminal; eng/pictures has put that beside the pictures.</summary>
    [Fact(Explicit = true)]
    public async Task Terminal_OfTheOpening_IsTaken()
    {
        var written = await File.ReadAllTextAsync(
            Path.Combine(BuiltSites.Pictures, "terminal.txt"), TestContext.Current.CancellationToken);
        // The first question is enough.
        written = written[..written.LastIndexOf("Query:", StringComparison.Ordinal)].TrimEnd();
        var page = await OpenFreshAsync(Demo.AddressOf(Site.FileHost), "play");
        // A page of its own: the demo's policy allows no such style.
        var tab = await page.Context.NewPageAsync();
        await tab.SetContentAsync($$"""
            <style>
              body { margin: 0; background: #0d1017; }
              pre { display: inline-block; padding: 20px 24px; color: #e6e4de; font: 14px/1.4 "DejaVu Sans Mono", monospace; }
            </style>
            <pre>{{Html(written)}}</pre>
            """);
        await tab.Locator("pre").ScreenshotAsync(new() { Path = Path.Combine(BuiltSites.Pictures, "compare.png") });
    }

    /// <summary>Text with a terminal's colours as HTML; other escape sequences are left out.</summary>
    private static string Html(string written)
    {
        var html = new StringBuilder();
        var at = 0;
        foreach (Match escape in Escape().Matches(written))
        {
            html.Append(WebUtility.HtmlEncode(written[at..escape.Index]));
            at = escape.Index + escape.Length;
            if (escape.Groups["style"].Success)
                html.Append(CultureInfo.InvariantCulture, $"</span><span style=\"{Style(escape.Groups["style"].Value)}\">");
        }

        return $"<span>{html.Append(WebUtility.HtmlEncode(written[at..]))}</span>".Replace("\r", "", StringComparison.Ordinal);
    }

    private static string Style(string codes) => string.Join(';', Codes(codes).Select(code => code switch
    {
        "1" => "font-weight:bold",
        "2" => "opacity:.7",
        "31" or "91" or "c1" or "c9" => "color:#ff9d8f",
        "32" or "92" or "c2" or "c10" => "color:#5fd08a",
        "33" or "93" or "c3" or "c11" => "color:#e8c46a",
        "34" or "94" or "c4" or "c12" => "color:#8fabeb",
        "36" or "96" or "c6" or "c14" => "color:#4fc7b3",
        _ => "",
    }));

    private static string[] Codes(string codes) => codes.Replace("38;5;", "c", StringComparison.Ordinal).Split(';');

    [GeneratedRegex(@"\e(?:\[(?<style>[\d;]*)m|[=>]|\[[\d;?]*[A-Za-z]|\][^\a\e]*(?:\a|\e\\))")]
    private static partial Regex Escape();

    private async Task TypeAsync(DemoPage page, string text)
    {
        await page.Comparison.Query.FillAsync(text);
        await ShootAsync(page, text.Length == Query.Length ? 500 : 80);
    }

    /// <summary>Cards on their way, then at rest for so many milliseconds.</summary>
    private async Task MoveAsync(DemoPage page, int rest)
    {
        for (var moved = 0; moved < 440; moved += 55)
        {
            await ShootAsync(page, 55);
            await page.Tab.Clock.RunForAsync(55);
        }

        await ShootAsync(page, rest);
    }

    private async Task ShootAsync(DemoPage page, int milliseconds)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"clip-{_frames.Count:D3}.png");
        await page.Tab.ScreenshotAsync(new()
        {
            Path = Path.Combine(BuiltSites.Pictures, name),
            Clip = new() { Y = 72, Width = 1280, Height = 680 },
        });
        _frames.Add(string.Create(CultureInfo.InvariantCulture, $"{name} {milliseconds / 10}"));
    }

    private static async Task<bool> Scored(DemoPage page, string column, int count) =>
        await page.Tab.Locator($".column.{column} .score .main").Filter(new() { HasTextRegex = new(@"\d") }).CountAsync() == count;

    /// <summary>The page's clock stands still: it is run frame by frame until something is on the page.</summary>
    private static Task RunUntilAsync(DemoPage page, Func<Task<bool>> holds) => Waiting.UntilAsync(async () =>
    {
        await page.Tab.Clock.RunForAsync(17);
        return await holds();
    });
}
