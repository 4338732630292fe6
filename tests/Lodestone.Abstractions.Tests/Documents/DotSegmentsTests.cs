using CsCheck;
using Lodestone.Documents;
using Lodestone.TestSupport;

namespace Lodestone.Abstractions.Tests.Documents;

public sealed class DotSegmentsTests
{
    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../../other")]
    [InlineData("a/./b")]
    [InlineData("a/..")]
    [InlineData("/..")]
    [InlineData("../")]
    [InlineData("..\\x")]
    [InlineData("a\\.\\b/c")]
    [InlineData("%2e")]
    [InlineData("%2E%2e")]
    [InlineData(".%2e")]
    [InlineData("%2E.")]
    [InlineData("a/%2e%2E/b")]
    [InlineData("..%2Fx")]
    [InlineData("x%2f..")]
    [InlineData("%5C..")]
    [InlineData("a%5c.%5Cb")]
    [InlineData("%252e%252E")]
    [InlineData("%252e.%252Fx")]
    [InlineData("%25252e%25252e")]
    [InlineData("%%32%65.")]
    [InlineData("%2%65%2e")]
    public void FindProblem_IdWithADotSegment_SaysWhatWasFoundAndWhatToDo(string id)
    {
        var problem = new Document { Id = id, Text = "words" }.FindProblem();
        Assert.StartsWith($"Document '{id}': The id has the path segment '.", problem, StringComparison.Ordinal);
        Assert.Contains("Accepted are", problem, StringComparison.Ordinal);
        Assert.Contains("Rename it, or use a hash of it.", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("...")]
    [InlineData("a..")]
    [InlineData("..a")]
    [InlineData(".hidden/file.md")]
    [InlineData("docs/a.md")]
    [InlineData("a%2Fb")]
    [InlineData("a//b")]
    [InlineData("/a/")]
    [InlineData("/")]
    [InlineData("\\")]
    [InlineData("..;/x")]
    [InlineData("%2")]
    [InlineData("100%")]
    [InlineData("%2g%2g")]
    [InlineData("%C0%AE%C0%AE")]
    [InlineData("\uFF0E\uFF0E/x")]
    [InlineData("\u2025")]
    [InlineData("v1..v2")]
    [InlineData("a?../b")]
    [InlineData("https://example.com/a/b?c#d")]
    public void FindProblem_OtherId_IsNone(string id) => Assert.Null(new Document { Id = id, Text = "words" }.FindProblem());

    [Fact]
    public void Find_EveryShortText_IsWhatDecodingStepByStepFinds()
    {
        const string letters = "./\\%2e5F";
        var (found, others) = (0, 0);
        var texts = new List<string> { "" };
        for (var length = 1; length <= 6; length++)
        {
            texts = [.. texts.SelectMany(t => letters.Select(l => t + l))];
            foreach (var text in texts)
            {
                var expected = StepByStep(text);
                Assert.True(expected == DotSegments.Find(text) is not null, text);
                _ = expected ? found++ : others++;
            }
        }

        Assert.True(found > 10_000 && others > 10_000, $"{found} with, {others} without");
    }

    [Fact]
    public void Find_LongerText_IsWhatDecodingStepByStepFinds()
    {
        string[] parts =
            [".", "..", "/", "\\", "%2e", "%2E", "%2f", "%5C", "%25", "%", "2", "5", "e", "a", ";", "%32", "%65", "%C3%A9", "é"];
        var found = new LawCases();
        Gen.Int[0, parts.Length - 1].Select(i => parts[i]).Array[1, 12].Select(string.Concat)
            .Sample(t => found.Count(StepByStep(t)) == DotSegments.Find(t) is not null, iter: 20_000);
        found.AssertShare(.1);
    }

    /// <summary>Whether the text, or anything that clients and proxies make of it by decoding it once more, has a dot segment.</summary>
    private static bool StepByStep(string text)
    {
        while (true)
        {
            if (text.Split('/', '\\').Any(s => s is "." or ".."))
                return true;
            var next = Uri.UnescapeDataString(text);
            if (next == text)
                return false;
            text = next;
        }
    }
}
