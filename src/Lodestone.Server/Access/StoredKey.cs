using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lodestone.Server.Access;

/// <summary>A key in the key file, with its hash.</summary>
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

/// <summary>The JSON serialisation of the key file.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    WriteIndented = true,
    UseStringEnumConverter = true,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(KeyFileContent))]
internal sealed partial class KeyJson : JsonSerializerContext;

/// <summary>Creates keys and hashes them.</summary>
internal static class KeySecret
{
    public const string Prefix = "ls_";

    private const int Bytes = 32;
    private const int IdBytes = 4;

    /// <summary>A key: 256 random bits.</summary>
    public static string Create() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static string CreateId() => RandomNumberGenerator.GetHexString(2 * IdBytes, lowercase: true);

    /// <summary>
    /// The stored hash. SHA-256 is enough: slow, salted hashes protect passwords, which can be guessed. 256 random bits cannot be guessed,
    /// and every request would pay for a slow hash.
    /// </summary>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
