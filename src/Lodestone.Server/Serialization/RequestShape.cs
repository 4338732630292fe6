using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lodestone.Server.Errors;
using Microsoft.AspNetCore.Http;

namespace Lodestone.Server.Serialization;

/// <summary>Which fields an object of a request may have: read from the type that it becomes, attributes included.</summary>
/// <remarks>
/// The serialiser would find the same mistakes, but names types and members that nobody outside knows. What passes here it takes.
/// </remarks>
internal sealed class RequestShape
{
    private static readonly ConcurrentDictionary<Type, RequestShape> Known = new();
    private readonly Dictionary<string, FieldRule> _fields;

    private RequestShape(JsonTypeInfo type) =>
        _fields = type.Properties.ToDictionary(p => p.Name, p => FieldRule.Of(p, type.Options), StringComparer.Ordinal);

    public static RequestShape Of(JsonTypeInfo type) => Known.GetOrAdd(type.Type, _ => new RequestShape(type));

    /// <exception cref="RequestException">The value is not of this shape.</exception>
    public void Check(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
            throw Mistake(path, $"{Subject(path)} is {FieldRule.Name(value)}; accepted is an object with {Names()}.");
        foreach (var property in value.EnumerateObject())
        {
            var place = Join(path, property.Name);
            if (!_fields.TryGetValue(property.Name, out var rule))
            {
                throw new RequestException(Problem.Of(
                    "unknown-field", StatusCodes.Status422UnprocessableEntity, "A field is not known",
                    $"'{FieldRule.Short(place)}' is not a field here; known are {Names()}. Correct the name, or leave it out.") with
                {
                    Field = FieldRule.Short(place),
                    Known = [.. _fields.Keys],
                });
            }

            rule.Check(property.Value, place);
        }

        foreach (var (name, rule) in _fields)
        {
            if (rule.IsRequired && !value.TryGetProperty(name, out _))
                throw Mistake(Join(path, name), $"'{Join(path, name)}' is missing; it is {rule.Accepted}.");
        }
    }

    public static RequestException Mistake(string field, string detail) => new(Problem.Of(
        "invalid-field", StatusCodes.Status422UnprocessableEntity, "A field has a value that is not accepted", detail) with
    {
        Field = field.Length == 0 ? null : field,
    });

    /// <summary>What a sentence about a value begins with.</summary>
    public static string Subject(string path) => path.Length == 0 ? "The body" : $"'{path}'";

    public static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private string Names() => string.Join(", ", _fields.Keys);
}
