using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lodestone.Contracts.Tests;

public sealed class ContractsJsonTests
{
    public static TheoryData<Type> Objects => [.. Shapes.Objects];

    [Fact]
    public void All_Shapes_AreMany() => Assert.True(Shapes.All.Count > 60, $"{Shapes.All.Count} shapes");

    [Theory]
    [MemberData(nameof(Objects), DisableDiscoveryEnumeration = true)]
    public void TypeInfo_EveryShape_ReadsWhatItWrote(Type type)
    {
        foreach (var full in (bool[])[true, false])
        {
            var json = Write(Shapes.Sample(type, full), type);
            var read = JsonSerializer.Deserialize(json, Shapes.OptionsOf(type).GetTypeInfo(type));
            Assert.Equal(json, Write(read!, type));
        }
    }

    [Theory]
    [MemberData(nameof(Objects), DisableDiscoveryEnumeration = true)]
    public void TypeInfo_EveryShape_WritesEveryPropertyInItsPlace(Type type)
    {
        using var json = JsonDocument.Parse(Write(Shapes.Sample(type, true), type));
        Assert.Equal(Shapes.Written(type).Select(NameOf), json.RootElement.EnumerateObject().Select(p => p.Name));
    }

    [Theory]
    [MemberData(nameof(Objects), DisableDiscoveryEnumeration = true)]
    public void TypeInfo_FieldThatMustBeThere_IsMissed(Type type)
    {
        foreach (var property in Shapes.Written(type).Where(p => p.GetCustomAttribute<System.Runtime.CompilerServices.RequiredMemberAttribute>() is not null))
        {
            var json = System.Text.Json.Nodes.JsonNode.Parse(Write(Shapes.Sample(type, true), type))!.AsObject();
            Assert.True(json.Remove(NameOf(property)));
            var mistake = Assert.Throws<JsonException>(() =>
                JsonSerializer.Deserialize(json.ToJsonString(), Shapes.OptionsOf(type).GetTypeInfo(type)));
            Assert.Contains(NameOf(property), mistake.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>A client reads the answers of a server that is newer.</summary>
    [Theory]
    [MemberData(nameof(Objects), DisableDiscoveryEnumeration = true)]
    public void TypeInfo_FieldOfALaterVersion_IsPassedOver(Type type)
    {
        var json = Write(Shapes.Sample(type, true), type);
        var later = "{\"later\":[{\"x\":1}]," + json[1..];
        Assert.Equal(json, Write(JsonSerializer.Deserialize(later, Shapes.OptionsOf(type).GetTypeInfo(type))!, type));
    }

    [Fact]
    public void TypeInfo_ForeignType_IsRefused() => Assert.Throws<NotSupportedException>(ContractsJson.TypeInfo<Version>);

    [Theory]
    [InlineData("\"hybrid\"", SearchRetrieval.Hybrid)]
    [InlineData("\"keyword\"", SearchRetrieval.Keyword)]
    public void Enumeration_Name_IsInCamelCase(string json, SearchRetrieval value)
    {
        var request = JsonSerializer.Deserialize($$"""{"query":"x","retrieval":{{json}}}""", ContractsJson.TypeInfo<SearchRequest>())!;
        Assert.Equal(value, request.Retrieval);
        Assert.Contains($"\"retrieval\":{json}", JsonSerializer.Serialize(request, ContractsJson.TypeInfo<SearchRequest>()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("\"1\"")]
    [InlineData("\"sparse\"")]
    public void Enumeration_NumberOrUnknownName_IsRefused(string json) => Assert.Throws<JsonException>(() =>
        JsonSerializer.Deserialize($$"""{"query":"x","retrieval":{{json}}}""", ContractsJson.TypeInfo<SearchRequest>()));

    [Fact]
    public void OneLine_Letters_AreWrittenAsTheyAre()
    {
        using var body = new MemoryStream();
        using (var writer = new Utf8JsonWriter(body, ContractsJson.OneLine))
            JsonSerializer.Serialize(writer, new CompareRequest { Query = "<\u00e9 & \u6f22\n>", Passages = [] }, ContractsJson.TypeInfo<CompareRequest>());
        Assert.Equal("{\"query\":\"<\u00e9 & \u6f22\\n>\",\"passages\":[]}", Encoding.UTF8.GetString(body.ToArray()));
    }

    private static string Write(object value, Type type) => JsonSerializer.Serialize(value, Shapes.OptionsOf(type).GetTypeInfo(type));

    private static string NameOf(PropertyInfo property) =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);
}
