using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Lodestone.Server.Serialization;

/// <summary>Answers in their shapes.</summary>
internal static class Answers
{
    public static JsonAnswer<T> Ok<T>(T value, JsonTypeInfo<T> shape) => new(value, shape);

    public static JsonAnswer<T> Created<T>(T value, JsonTypeInfo<T> shape) => new(value, shape, StatusCodes.Status201Created);
}
