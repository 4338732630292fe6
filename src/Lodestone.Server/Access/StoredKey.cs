using System.Text.Json.Serialization;

namespace Lodestone.Server;

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
