using System.Text.Json;
using CsCheck;

namespace Lodestone.Abstractions.Tests.Documents;

/// <summary>Values of .NET's types as metadata, and metadata as JSON.</summary>
public sealed class MetadataConversionTests
{
    private static readonly Gen<MetadataValue> Values = Gen.OneOf(
        Gen.String[Gen.Char[' ', '\ud7ff'], 0, 12].Select(MetadataValue.Of),
        Pick("2024-05-01", "2024-05-01T10:00:00+02:00", "true", "12", "{\"text\":1}", "\0").Select(MetadataValue.Of),
        Gen.Double.Where(double.IsFinite).Select(MetadataValue.Of),
        Pick(0.1, 1e22, -1e300, 9.2e18, 9_223_372_036_854_775_808.0, double.Epsilon).Select(MetadataValue.Of),
        Gen.Long.Select(MetadataValue.Of),
        Pick((1L << 53) + 1, long.MaxValue, long.MinValue).Select(MetadataValue.Of),
        Gen.Bool.Select(MetadataValue.Of),
        Gen.DateTimeOffset.Select(MetadataValue.Of),
        Gen.String[Gen.Char[' ', '\ud7ff'], 0, 5].Array[0, 3].Select(MetadataValue.Of));

    private enum Plan
    {
        Free,
    }

    [Flags]
    private enum Rights
    {
        Read = 1,
        Write = 2,
    }

    [Fact]
    public void Metadata_Initialiser_TakesRowsOfAnApplication()
    {
        string? missing = null;
        var document = new Document
        {
            Id = "1",
            Text = "t",
            Metadata =
            {
                ["text"] = "2024-05-01", ["int"] = 3, ["byte"] = (byte)3, ["uint"] = uint.MaxValue, ["long"] = (1L << 53) + 1,
                ["double"] = 9.5, ["float"] = 0.1f, ["decimal"] = 9.99m, ["whole"] = 9007199254740993.00m, ["beyond"] = 18446744073709551616m,
                ["char"] = 'x', ["bool"] = true, ["day"] = new DateOnly(2024, 5, 1),
                ["unspecified"] = new DateTime(2024, 5, 1, 10, 0, 0, DateTimeKind.Unspecified),
                ["utc"] = new DateTime(2024, 5, 1, 10, 0, 0, DateTimeKind.Utc),
                ["moment"] = new DateTimeOffset(2024, 5, 1, 10, 0, 0, TimeSpan.FromHours(2)),
                ["guid"] = new Guid("0B3C2A1D-0000-0000-0000-000000000001"), ["enum"] = Plan.Free, ["flags"] = Rights.Read | Rights.Write,
                ["array"] = new[] { "a", "b" }, ["list"] = new List<string> { "a" },
            },
        };
        Assert.Null(document.FindProblem());
        Assert.Equal(
            "Text 2024-05-01, Number 3, Number 3, Number 4294967295, Number 9007199254740993, Number 9.5, Number 0.1, Number 9.99, " +
            "Number 9007199254740993, Text 18446744073709551616, Text x, Boolean true, Date 2024-05-01T00:00:00+00:00, " +
            "Date 2024-05-01T10:00:00+00:00, Date 2024-05-01T10:00:00+00:00, Date 2024-05-01T10:00:00+02:00, " +
            "Text 0b3c2a1d-0000-0000-0000-000000000001, Text Free, Text Read, Write, TextList a, b, TextList a",
            string.Join(", ", document.Metadata.Values.Select(v => $"{v.Kind} {v}")));
        Assert.Equal(document.Metadata["enum"], MetadataValue.Of(Plan.Free));
        document.Metadata["null"] = missing!;
        Assert.Contains("'null' is null", document.FindProblem(), StringComparison.Ordinal);
    }

    [Fact]
    public void Number_WholeOf64Bits_IsExactAndEqualByValue()
    {
        MetadataValue large = (1L << 53) + 1;
        Assert.Equal(9_007_199_254_740_993, large.WholeNumber);
        Assert.NotEqual<MetadataValue>(1L << 53, large);
        Assert.Equal(MetadataValue.Of(3.0), MetadataValue.Of(3L));
        Assert.Equal(MetadataValue.Of(-0.0).GetHashCode(), MetadataValue.Of(0L).GetHashCode());
        Assert.Null(MetadataValue.Of(0.5).WholeNumber);
        Assert.Null(MetadataValue.Of(9_223_372_036_854_775_808.0).WholeNumber);
        Assert.Equal(long.MinValue, MetadataValue.Of((double)long.MinValue).WholeNumber);
        Assert.Throws<InvalidOperationException>(() => MetadataValue.Of("1").WholeNumber);
    }

    [Theory]
    [InlineData("9007199254740993", "Number 9007199254740993")]
    [InlineData("9007199254740993.0", "Number 9007199254740993")]
    [InlineData("9.007199254740993e15", "Number 9007199254740993")]
    [InlineData("-9223372036854775808", "Number -9223372036854775808")]
    [InlineData("9223372036854775808", "Text 9223372036854775808")]
    [InlineData("-9223372036854775809", "Text -9223372036854775809")]
    [InlineData("1e22", "Number 1E+22")]
    [InlineData("0.1", "Number 0.1")]
    [InlineData("1e400", null)]
    [InlineData("x", null)]
    [InlineData("", null)]
    public void OfNumberText_AnyForm_IsExactOrText(string text, string? expected)
    {
        var value = MetadataValue.OfNumberText(text);
        Assert.Equal(expected, value is null ? null : $"{value.Kind} {value}");
    }

    [Fact]
    public void Json_AnyValue_ComesBackEqual() => Values.Sample(
        value =>
        {
            var json = JsonSerializer.Serialize(value);
            var back = JsonSerializer.Deserialize<MetadataValue>(json)!;
            Assert.Equal((value, value.ToString()), (back, back.ToString()));
        },
        iter: 5_000, threads: 1);

    [Fact]
    public void Json_Document_ComesBackWithEqualValues()
    {
        var document = new Document
        {
            Id = "a", Title = "A", Text = "One.", Headings = [new Heading(0, 1, "One")],
            Metadata = { ["order"] = (1L << 53) + 1, ["since"] = new DateOnly(2024, 5, 1), ["text"] = "2024-05-01", ["tags"] = new[] { "x" } },
        };
        var json = JsonSerializer.Serialize(document);
        Assert.Contains("\"order\":9007199254740993,\"since\":\"2024-05-01T00:00:00\\u002B00:00\",\"text\":{\"text\":\"2024-05-01\"}", json,
            StringComparison.Ordinal);
        var back = JsonSerializer.Deserialize<Document>(json)!;
        Assert.Equal(document with { Metadata = back.Metadata, Headings = back.Headings }, back);
        Assert.Equal(document.Metadata, back.Metadata);
        Assert.Equal(document.Headings, back.Headings);
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("{\"text\":\"a\",\"more\":1}")]
    [InlineData("{\"other\":\"a\"}")]
    [InlineData("{}")]
    [InlineData("1e999")]
    public void Json_OtherValues_AreRefused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<MetadataValue>(json));

    [Fact]
    public void Conversion_OfALocalTime_KeepsItsMoment()
    {
        var local = new DateTime(2024, 5, 1, 10, 0, 0, DateTimeKind.Local);
        MetadataValue value = local;
        Assert.Equal(local.ToUniversalTime(), value.Date.UtcDateTime);
    }

    private static Gen<T> Pick<T>(params T[] items) => Gen.Int[0, items.Length - 1].Select(i => items[i]);
}
