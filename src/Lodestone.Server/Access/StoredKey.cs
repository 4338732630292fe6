using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lodestone.Server.Access;

/// <summary>A key as the key file has it: with its hash.</summary>
internal sealed record StoredKey(
    string Id,
    string? Name,
    [property: JsonConverter(typeof(CamelCaseEnumConverter<KeyScope>))] KeyScope Scope,
    DateTimeOffset Created,
    string Sha256)
{
    [JsonIgnore]
    public ApiKey Described => new(Id, Name, Scope, Created);
}

/// <summary>How the key file is written and read.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    WriteIndented = true,
    UseStringEnumConverter = true,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(KeyFileContent))]
internal sealed partial class KeyJson : JsonSerializerContext;
