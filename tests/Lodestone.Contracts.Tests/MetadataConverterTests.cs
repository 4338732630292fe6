using System.Text.Json;

namespace Lodestone.Contracts.Tests;

public sealed class MetadataConverterTests
{
    [Fact]
    public void Write_EveryKind_IsJsonsOwnInOrdinalOrder() => Assert.Equal(
        """{"B":"2024-05-01T10:00:00+02:00","a":"text","c":-0.5,"d":true,"e":["x","y"],"f":[]}""",
        Write(new Dictionary<string, MetadataValue>
        {
            ["f"] = MetadataValue.Of([]),
            ["e"] = MetadataValue.Of(["x", "y"]),
            ["d"] = MetadataValue.Of(true),
            ["c"] = MetadataValue.Of(-0.5),
            ["a"] = MetadataValue.Of("text"),
            ["B"] = MetadataValue.Of(new DateTimeOffset(2024, 5, 1, 10, 0, 0, TimeSpan.FromHours(2))),
        }));

    [Fact]
    public void Read_WhatWasWritten_IsEqual()
    {
        const string json = """{"B":"2024-05-01T10:00:00+02:00","a":"text","c":-0.5,"d":false,"e":["x","y"],"f":[],"g":""}""";
        var read = Read(json);
        Assert.Equal(json, Write(read));
        Assert.Equal(MetadataKind.Date, read["B"].Kind);
        Assert.Equal(MetadataValue.Of(["x", "y"]), read["e"]);
        Assert.Equal(7, read.Count);
    }

    [Theory]
    [InlineData("""{"a":null}""", "'a'")]
    [InlineData("""{"a":{"b":1}}""", "'a'")]
    [InlineData("""{"a":["x",1]}""", "'a'")]
    [InlineData("""{"a":["x",["y"]]}""", "'a'")]
    [InlineData("""{"a":1e999}""", "'a'")]
    [InlineData("[]", "an object")]
    [InlineData("\"a\"", "an object")]
    public void Read_OtherValue_SaysWhatIsAccepted(string json, string says) =>
        Assert.Contains(says, Assert.Throws<JsonException>(() => Read(json)).Message, StringComparison.Ordinal);

    private static IReadOnlyDictionary<string, MetadataValue> Read(string metadata) => JsonSerializer.Deserialize(
        $$"""{"id":"1","title":"","text":"","headings":[],"metadata":{{metadata}}}""", ContractsJson.TypeInfo<DocumentResponse>())!.Metadata;

    private static string Write(IReadOnlyDictionary<string, MetadataValue> metadata)
    {
        using var body = new MemoryStream();
        using (var writer = new Utf8JsonWriter(body, ContractsJson.OneLine))
            MetadataConverter.Write(writer, metadata);
        return System.Text.Encoding.UTF8.GetString(body.ToArray());
    }
}
