using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lodestone.Contracts.Cohere;
using Lodestone.Contracts.OpenAi;
using Lodestone.Contracts.Tei;

namespace Lodestone.Contracts.Tests;

/// <summary>Every shape of the library, found by reflection, and made-up values of them.</summary>
internal static class Shapes
{
    /// <summary>All public types that are JSON values: no accessors, converters, attributes, constants.</summary>
    public static IReadOnlyList<Type> All { get; } =
    [
        .. typeof(Problem).Assembly.GetExportedTypes()
            .Where(t => !(t.IsAbstract && t.IsSealed) && !t.IsGenericType)
            .Where(t => t.Namespace != typeof(Lodestone.Contracts.Client.LodestoneClient).Namespace)
            .Where(t => !typeof(Attribute).IsAssignableFrom(t) && !typeof(JsonConverter).IsAssignableFrom(t)),
    ];

    /// <summary>The objects among them.</summary>
    public static IReadOnlyList<Type> Objects { get; } = [.. All.Where(t => !t.IsEnum && t != typeof(EmbeddingNumbers))];

    public static JsonSerializerOptions OptionsOf(Type type) => type.Namespace switch
    {
        "Lodestone.Contracts.OpenAi" => OpenAiJson.Options,
        "Lodestone.Contracts.Cohere" => CohereJson.Options,
        "Lodestone.Contracts.Tei" => TeiJson.Options,
        _ => ContractsJson.Options,
    };

    /// <summary>A value with something in every field, or with null where a field may be null.</summary>
    public static object Sample(Type type, bool full)
    {
        var value = Activator.CreateInstance(type)!;
        foreach (var property in Written(type))
            property.SetValue(value, full || !MayBeNull(property) ? ValueOf(property.PropertyType, full) : null);
        return value;
    }

    /// <summary>The properties that are fields of the JSON.</summary>
    public static IEnumerable<PropertyInfo> Written(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite);

    public static bool MayBeNull(PropertyInfo property) =>
        new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;

    private static object ValueOf(Type type, bool full)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(string) => "a \"text\" \u00e9 \ud83d\ude00",
            _ when type == typeof(bool) => true,
            _ when type == typeof(int) => 7,
            _ when type == typeof(long) => 5_000_000_000L,
            _ when type == typeof(float) => 0.1f,
            _ when type == typeof(double) => 0.1,
            _ when type.IsEnum => Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!,
            _ when type == typeof(JsonElement) => JsonElement.Parse("""{"a":[1,"b",true]}"""),
            _ when type == typeof(EmbeddingNumbers) => new EmbeddingNumbers(new[] { 0.5f, -1f }, EncodingFormat.Float),
            _ when type == typeof(MetadataValue) => MetadataValue.Of("b"),
            _ when type == typeof(IReadOnlyDictionary<string, MetadataValue>) => new Dictionary<string, MetadataValue>
            {
                ["a"] = MetadataValue.Of("b"),
                ["c"] = MetadataValue.Of(1.5),
            },
            _ when type == typeof(IReadOnlyDictionary<string, IReadOnlyList<string>>) =>
                new Dictionary<string, IReadOnlyList<string>> { ["a"] = ["text"] },
            { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => ListOf(type.GetGenericArguments()[0], full),
            _ => Sample(type, full),
        };
    }

    private static IList ListOf(Type element, bool full)
    {
        var list = Array.CreateInstance(element, 2);
        list.SetValue(ValueOf(element, full), 0);
        list.SetValue(ValueOf(element, full), 1);
        return list;
    }
}
