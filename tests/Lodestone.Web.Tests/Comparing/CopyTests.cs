using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Lodestone.Web.Tests.Sites;
using static Microsoft.Playwright.Assertions;

namespace Lodestone.Web.Tests.Comparing;

public sealed partial class CopyTests(Demo demo) : PageTests(demo)
{
    private static readonly string[] Passages =
        ["Umlauts: ä ö ü ß, 漢字.", "Quotes \" and, commas | and pipes.", "A copy holds all of it.", "Cats purr."];

    [Fact]
    public async Task Csv_OfAResult_HasTheValuesOfTheJson()
    {
        var page = await OpenAsync(Site.Server);
        await page.Comparison.WriteAsync("what does a copy hold?", Passages);
        var json = (await page.Comparison.ResultAsync()).GetProperty("passages").EnumerateArray();
        var rows = (await page.Comparison.CopyAsync("CSV")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(json.Select(CsvRow), rows.Skip(1));

        string CsvRow(JsonElement p) => string.Join(',', Label(p), "", Raw(Library.Bi(p), "rank"), Raw(Library.Bi(p), "similarity"),
            Raw(Library.Cross(p), "rank"), Raw(Library.Cross(p), "logit"), Raw(Library.Cross(p), "probability"), Raw(p, "moved"),
            Raw(Library.Bi(p), "tokens"), Raw(Library.Cross(p), "tokens"), Quoted(p.GetProperty("text").GetString()!));
    }

    [Fact]
    public async Task Markdown_OfAResult_HasTheValuesOfTheJson()
    {
        var page = await OpenAsync(Site.Server);
        await page.Comparison.WriteAsync("what does a copy hold?", Passages);
        var json = (await page.Comparison.ResultAsync()).GetProperty("passages").EnumerateArray();
        var markdown = await page.Comparison.CopyAsync("Markdown");
        var verdict = await page.Comparison.Verdict.InnerTextAsync();
        Assert.StartsWith($"**what does a copy hold?**\n\n{verdict}\n\n| | bi-encoder rank |", markdown, StringComparison.Ordinal);
        Assert.EndsWith("\n\nbge-small-en-v1.5 and ms-marco-minilm-l12-v2\n", markdown, StringComparison.Ordinal);
        Assert.Equal(json.Select(MarkdownRow), markdown.Split('\n').Where(line => line.StartsWith('|')).Skip(2));

        string MarkdownRow(JsonElement p) =>
            $"| {Label(p)} | {Raw(Library.Bi(p), "rank")} | {Rounded(Library.Bi(p), "similarity", "F4")} | " +
            $"{Raw(Library.Cross(p), "rank")} | {Rounded(Library.Cross(p), "logit", "F3")} | {Probability(p)} | " +
            $"{Moved(p.GetProperty("moved").GetInt32())} | {p.GetProperty("text").GetString()!.Replace("|", @"\|")} |";
    }

    [Fact]
    public async Task Verdict_OfAResult_SaysWhatTheJsonHas()
    {
        var page = await OpenAsync(Site.FileHost);
        await page.Comparison.WriteAsync("what does a copy hold?", Passages);
        var passages = (await page.Comparison.ResultAsync()).GetProperty("passages").EnumerateArray().ToArray();
        var (first, rank) = (Label(passages[0]), Library.Bi(passages[0]).GetProperty("rank").GetInt32());
        var biFirst = Label(passages.Single(p => Library.Bi(p).GetProperty("rank").GetInt32() == 1));
        await Expect(page.Comparison.Verdict).ToHaveTextAsync(new Regex("^" + Regex.Escape(rank == 1
            ? $"Both put {first} first."
            : $"The bi-encoder put {biFirst} first; the cross-encoder moved {first} from {rank} to 1.")));
    }

    private static string Label(JsonElement passage) => ((char)('A' + passage.GetProperty("index").GetInt32())).ToString();

    private static string Raw(JsonElement of, string name) => of.GetProperty(name).GetRawText();

    private static string Rounded(JsonElement of, string name, string format) =>
        of.GetProperty(name).GetDouble().ToString(format, CultureInfo.InvariantCulture).Replace('-', '−');

    private static string Probability(JsonElement passage) => Library.Cross(passage).GetProperty("probability").GetDouble() switch
    {
        > .99995 => ">0.9999",
        < .00005 => "<0.0001",
        var between => between.ToString("F4", CultureInfo.InvariantCulture),
    };

    private static string Moved(int moved) => moved == 0 ? "same" : moved > 0 ? $"up {moved}" : $"down {-moved}";

    private static string Quoted(string text) => Special().IsMatch(text) ? $"\"{text.Replace("\"", "\"\"")}\"" : text;

    [GeneratedRegex("[\",]")]
    private static partial Regex Special();
}
