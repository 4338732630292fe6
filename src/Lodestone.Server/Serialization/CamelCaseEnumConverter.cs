using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lodestone.Server.Serialization;

/// <summary>Enumerations as their names in camelCase, never as numbers.</summary>
internal sealed class CamelCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
