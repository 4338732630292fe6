using CsCheck;
using Lodestone.Filtering;
using Lodestone.TestSupport;

namespace Lodestone.Core.Tests.Filtering;

public sealed class FilterParseTests
{
    [Theory]
    [InlineData("plan = \"free\" and year >= 2024", "plan = \"free\" and year >= 2024")]
    [InlineData("a=1 OR b=2 And not c=3", "a = 1 or b = 2 and not c = 3")]
    [InlineData("(a=1 or b=2) and c=3", "(a = 1 or b = 2) and c = 3")]
    [InlineData("not (a=1 or b=2)", "not (a = 1 or b = 2)")]
    [InlineData("tags contains 'x' and exists `odd ``name`", "tags contains \"x\" and exists `odd ``name`")]
    [InlineData("a in (1, 'b', true, 2024-05-01)", "a in (1, \"b\", true, 2024-05-01)")]
    [InlineData("`and` != -1.5e3", "`and` != -1500")]
    [InlineData("d < 2024-05-01T12:30:00+02:00", "d < 2024-05-01T12:30:00+02:00")]
    [InlineData("d < 2024-05-01T12:30Z", "d < 2024-05-01T12:30:00+00:00")]
    [InlineData(@"a = ""q\""b\\ \u0041\n""", @"a = ""q\""b\\ A\u000A""")]
    [InlineData("created-at.year = 1", "created-at.year = 1")]
    public void Parse_WellFormed_ReadsAsMeant(string text, string written)
    {
        Assert.Equal(written, Filter.Parse(text).ToString());
        Assert.Equal(written, Filter.Parse(written).ToString());
    }

    [Theory]
    [InlineData("", 0, "the end")]
    [InlineData("plan", 4, "the end")]
    [InlineData("plan = ", 7, "the end")]
    [InlineData("plan = free", 7, "free")]
    [InlineData("plan == \"free\"", 6, "=")]
    [InlineData("plan = \"free", 12, "the end")]
    [InlineData("(a = 1", 6, "the end")]
    [InlineData("a = 1)", 5, ")")]
    [InlineData("a = 1 b = 2", 6, "b")]
    [InlineData("a in ()", 6, ")")]
    [InlineData("a in 1", 5, "1")]
    [InlineData("and = 1", 0, "and")]
    [InlineData("a = 1e999", 4, "'1e999'")]
    [InlineData("a = 12x", 4, "'12x'")]
    [InlineData("a = 2024-13-01", 4, "'2024-13-01'")]
    [InlineData("a = \"\\x\"", 5, "'\\x\"'")]
    [InlineData("a = 1; DROP TABLE documents", 5, "'; DROP TAB'")]
    [InlineData("`` = 1", 0, "a field without a name")]
    public void Parse_Malformed_SaysWhereAndWhat(string text, int position, string found)
    {
        var error = Assert.Throws<FilterException>(() => Filter.Parse(text));
        Assert.Equal((ErrorCodes.FilterMalformed, position, found), (error.Code, error.Position!.Value, error.Found));
        Assert.NotEmpty(error.Accepted);
        Assert.Contains(error.Accepted, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_BeyondTheLimits_IsRefused()
    {
        Assert.Equal(ErrorCodes.FilterTooLarge, Assert.Throws<FilterException>(() => Filter.Parse(new string('(', 30_000))).Code);
        Assert.Throws<FilterException>(() => Filter.Parse(string.Concat(Enumerable.Repeat("not ", 8_000)) + "a=1"));
        Assert.Equal(
            ErrorCodes.FilterTooLarge, Assert.Throws<FilterException>(() => Filter.Parse(string.Join(" or ", Enumerable.Repeat("a=1", 1_001)))).Code);
        Assert.Equal(
            ErrorCodes.FilterTooLarge, Assert.Throws<FilterException>(() => Filter.Parse($"a in ({string.Join(',', Enumerable.Repeat("1", 1_001))})")).Code);
        Assert.Equal(
            ErrorCodes.FilterTooLarge, Assert.Throws<FilterException>(() => Filter.Parse(new string(' ', FilterLimits.Length) + "a=1")).Code);
        Filter.Parse(string.Join(" or ", Enumerable.Repeat("a=1", 1_000)));
        Filter.Parse(new string('(', 60) + "a=1" + new string(')', 60));
    }

    [Fact]
    public void Operators_BeyondTheLimits_AreRefused()
    {
        var filter = Filter.Equal("a", 1);
        Assert.Throws<FilterException>(() =>
        {
            for (var i = 0; i < 100; i++)
                filter = !filter;
        });
        Assert.Throws<FilterException>(() => Filter.In("a", [.. Enumerable.Repeat((FilterValue)1, 1_001)]));
    }

    [Fact]
    public void Operators_Odd_AreRefused()
    {
        Assert.Equal(ErrorCodes.ValueNotFinite, Assert.Throws<InvalidArgumentException>(() => Filter.Equal("a", double.NaN)).Code);
        Assert.Equal(ErrorCodes.ValueBlank, Assert.Throws<InvalidArgumentException>(() => Filter.Equal("", 1)).Code);
        Assert.Equal(ErrorCodes.FilterValueMissing, Assert.Throws<InvalidArgumentException>(() => Filter.Equal("a", default)).Code);
        Assert.Equal(ErrorCodes.FilterValueMissing, Assert.Throws<InvalidArgumentException>(() => Filter.In("a")).Code);
        Assert.Throws<ArgumentNullException>(() => Filter.Equal("a", (string)null!));
    }

    [Fact]
    public void Parse_AnyPiecesInAnyOrder_ReadsBackOrIsAFilterException()
    {
        string[] pieces =
        [
            "a", "`x`", "=", "!=", "<", ">=", "in", "contains", "exists", "and", "or", "not", "(", ")", ",", "\"s\"", "'", "1", "-", "true",
            "2024-05-01", "\\", ";", "--", "\0", "\ud800", " ",
        ];
        var parsed = new LawCases();
        Gen.Int[0, pieces.Length - 1].Array[0, 14].Select(p => string.Join(' ', p.Select(i => pieces[i])))
            .Sample(ReadsBackOrFails, iter: 20_000);
        Gen.String.Sample(ReadsBackOrFails, iter: 5_000);
        // Next to none of those is a filter; of whole conditions, about half are.
        parsed = new LawCases();
        Gen.Select(
                Gen.OneOf("a = 1", "`x` != \"s\"", "a in (1, true)", "exists a", "not a < 2024-05-01", "`x` contains \"it\""),
                Gen.OneOf("and", "or", "and not", "or (", ") and"))
            .Array[1, 4].Select(parts => string.Join(' ', parts.SelectMany(p => new[] { p.Item1, p.Item2 }).SkipLast(1)))
            .Sample(ReadsBackOrFails, iter: 5_000);
        parsed.AssertShare(.3);

        void ReadsBackOrFails(string text)
        {
            try
            {
                var written = Filter.Parse(text).ToString();
                parsed.Count(true);
                Assert.Equal(written, Filter.Parse(written).ToString());
            }
            catch (FilterException error)
            {
                parsed.Count(false);
                Assert.InRange(error.Position!.Value, 0, text.Length);
            }
        }
    }
}
