using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lodestone.Server;

/// <summary>How the key file is written and read.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    WriteIndented = true,
    UseStringEnumConverter = true,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(KeyFileContent))]
internal sealed partial class KeyJson : JsonSerializerContext;
