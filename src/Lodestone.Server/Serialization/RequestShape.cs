using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Lodestone.Server.Errors;

namespace Lodestone.Server.Serialization;

/// <summary>The allowed fields of a request's object, and its construction from them, derived from its type and attributes.</summary>
/// <remarks>
/// The serialiser would find the same mistakes, but its messages name internal types and members, and it would read the text again.
/// </remarks>
internal sealed class RequestShape
{
    private static readonly ConcurrentDictionary<Type, RequestShape> Known = new();
    private readonly Type _type;
    private readonly Dictionary<string, FieldRule> _fields;

    private RequestShape(JsonTypeInfo type)
    {
        _type = type.Type;
        _fields = type.Properties.ToDictionary(p => p.Name, p => FieldRule.Of(p, type.Options), StringComparer.Ordinal);
    }

    public static RequestShape Of(JsonTypeInfo type) => Known.GetOrAdd(type.Type, _ => new RequestShape(type));

    /// <summary>Creates the object.</summary>
    /// <exception cref="RequestException">The value is not of this shape.</exception>
    /// <exception cref="InvalidOperationException">A name or a string has half of a surrogate pair.</exception>
    public object Read(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
            throw Mistake(path, $"{Subject(path)} is {FieldRule.Name(value)}; accepted is an object with {Names()}.");
        var made = Activator.CreateInstance(_type)!;
        foreach (var property in value.EnumerateObject())
        {
            var place = Join(path, property.Name);
            if (!_fields.TryGetValue(property.Name, out var rule))
            {
                throw new RequestException(ErrorTable.Describe(
                    HttpErrorCodes.UnknownField,
                    $"'{FieldRule.Short(place)}' is not a field here; known are {Names()}. Correct the name, or leave it out.") with
                {
                    Field = FieldRule.Short(place),
                    Known = [.. _fields.Keys],
                });
            }

            rule.Set(made, property.Value, place);
        }

        foreach (var (name, rule) in _fields)
        {
            if (rule.IsRequired && !value.TryGetProperty(name, out _))
                throw Mistake(Join(path, name), $"'{Join(path, name)}' is missing; it is {rule.Accepted}.");
        }

        return made;
    }

    public static RequestException Mistake(string field, string detail) => new(ErrorTable.Field(field, detail));

    /// <summary>The beginning of a sentence about a value.</summary>
    public static string Subject(string path) => path.Length == 0 ? "The body" : $"'{path}'";

    public static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    public static string Item(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    private string Names() => string.Join(", ", _fields.Keys);
}

/// <summary>The accepted values of one field of a request.</summary>
internal sealed class FieldRule
{
    private const int MostShown = 60;
    private readonly Type _type;
    private readonly PropertyInfo? _property;
    private readonly RangeAttribute? _range;
    private readonly LengthAttribute? _length;
    private readonly FieldRule? _element;
    private readonly Lazy<RequestShape>? _shape;
    private readonly Dictionary<string, object>? _choices;
    private readonly string? _words;
    private readonly bool _takesNumbers;

    private FieldRule(Type type, bool isRequired, PropertyInfo? property, string? words, JsonSerializerOptions options)
    {
        _type = Nullable.GetUnderlyingType(type) ?? type;
        IsRequired = isRequired;
        _property = property;
        _words = words;
        _takesNumbers = property?.GetCustomAttribute<JsonConverterAttribute>()?.ConverterType == typeof(NumberAsTextConverter);
        var info = options.GetTypeInfo(_type);
        _range = property?.GetCustomAttribute<RangeAttribute>();
        // A list's length attribute counts its values; the type of the values has their own rules.
        _length = property?.GetCustomAttribute<LengthAttribute>();
        _element = info is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } of }
            ? new FieldRule(of, true, null, words, options)
            : null;
        _shape = info.Kind == JsonTypeInfoKind.Object ? new Lazy<RequestShape>(() => RequestShape.Of(info)) : null;
        _choices = _type.IsEnum
            ? Enum.GetNames(_type).ToDictionary(JsonNamingPolicy.CamelCase.ConvertName, n => Enum.Parse(_type, n), StringComparer.Ordinal)
            : null;
        if (_element is null && _shape is null && _choices is null && _type != typeof(JsonElement) && _type != typeof(bool) &&
            _type != typeof(string) && _type != typeof(double) && _type != typeof(float) && _type != typeof(int))
            throw new NotSupportedException($"No field of a request can be a {_type}.");
    }

    public bool IsRequired { get; }

    /// <summary>The accepted values, in words that follow "is".</summary>
    public string Accepted => this switch
    {
        { _element: { } element } => $"a list of {Bounds("values")}, each {element.Accepted}",
        { _shape: not null } => "an object",
        { _choices: { } choices } => "one of " + string.Join(", ", choices.Keys),
        _ when _type == typeof(JsonElement) => _words ?? "any value",
        _ when _type == typeof(bool) => "true or false",
        _ when _type == typeof(string) =>
            (_length is null ? "a string" : $"a string of {Bounds("characters")}") + (_takesNumbers ? ", or a number" : ""),
        _ when _type == typeof(double) => "a number" + Range(),
        _ when _type == typeof(float) => "a number that 32 bits hold",
        _ => "a whole number" + Range(),
    };

    public static FieldRule Of(JsonPropertyInfo json, JsonSerializerOptions options)
    {
        var property = (PropertyInfo)json.AttributeProvider!;
        return new FieldRule(
            json.PropertyType, json.IsRequired, property, property.GetCustomAttribute<AcceptsAttribute>()?.What, options);
    }

    /// <summary>Returns the kind of a value, in words.</summary>
    public static string Name(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => value.GetRawText().Length <= MostShown ? value.GetRawText() : "a very long number",
        JsonValueKind.Null => "null",
        _ => value.GetRawText(),
    };

    public static string Short(string text) => text.Length <= MostShown ? text : text[..MostShown] + "...";

    /// <summary>Sets an object's field.</summary>
    /// <exception cref="RequestException">The value is not accepted.</exception>
    public void Set(object made, JsonElement value, string path) => _property!.SetValue(made, Read(value, path));

    private object? Read(JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Null && !IsRequired)
            return null;
        if (_type == typeof(JsonElement))
            return Kept(value);
        if (_element is not null)
            return ReadList(value, path);
        if (_shape is not null)
            return _shape.Value.Read(value, path);
        if (_type == typeof(string) || _choices is not null)
            return ReadText(value, path);
        if (_type == typeof(bool))
        {
            return value.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? value.GetBoolean()
                : throw Refused(Name(value), path);
        }

        return ReadNumber(value) ?? throw Refused(Name(value), path);
    }

    private Array ReadList(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Array)
            throw Refused(Name(value), path);
        var count = value.GetArrayLength();
        if (_length is not null && (count < _length.MinimumLength || count > _length.MaximumLength))
            throw RequestShape.Mistake(path, FormattableString.Invariant($"'{path}' has {count} values; accepted are {Bounds("values")}."));
        var list = Array.CreateInstance(_element!._type, count);
        var index = 0;
        foreach (var element in value.EnumerateArray())
        {
            list.SetValue(_element.Read(element, RequestShape.Item(path, index)), index);
            index++;
        }

        return list;
    }

    private object ReadText(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.String && !(_takesNumbers && value.ValueKind == JsonValueKind.Number))
            throw Refused(Name(value), path);
        var text = value.ValueKind == JsonValueKind.Number ? value.GetRawText() : value.GetString()!;
        if (_choices is not null)
            return _choices.TryGetValue(text, out var choice) ? choice : throw Refused($"'{Short(text)}'", path);
        if (_length is not null && (text.Length < _length.MinimumLength || text.Length > _length.MaximumLength))
        {
            throw RequestShape.Mistake(path, FormattableString.Invariant(
                $"'{path}' has {text.Length} characters; accepted are {Bounds("characters")}."));
        }

        return text;
    }

    private object? ReadNumber(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var number) || !double.IsFinite(number))
            return null;
        var whole = 0;
        if (_type == typeof(int) && !value.TryGetInt32(out whole))
            return null;
        if (_range is not null && !(number >= Convert.ToDouble(_range.Minimum, CultureInfo.InvariantCulture) &&
            number <= Convert.ToDouble(_range.Maximum, CultureInfo.InvariantCulture)))
            return null;
        if (_type == typeof(float))
            return float.IsFinite((float)number) ? (float)number : null;
        return _type == typeof(int) ? (object)whole : number;
    }

    // A value of any kind outlives its text. Escapes are decoded now: a later reader would fail elsewhere.
    private static JsonElement Kept(JsonElement value)
    {
        if (JsonMarshal.GetRawUtf8Value(value).IndexOf("\\u"u8) >= 0)
            Decode(value);
        return value.Clone();
    }

    private static void Decode(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                _ = value.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var element in value.EnumerateArray())
                    Decode(element);
                break;
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    _ = property.Name;
                    Decode(property.Value);
                }

                break;
        }
    }

    private RequestException Refused(string found, string path) =>
        RequestShape.Mistake(path, $"'{path}' is {found}; accepted is {Accepted}.");

    private string Range() => _range is null ? "" : FormattableString.Invariant($" from {_range.Minimum} to {_range.Maximum}");

    private string Bounds(string what) => _length switch
    {
        null => what,
        { MinimumLength: 0 } => FormattableString.Invariant($"up to {_length.MaximumLength} {what}"),
        _ => FormattableString.Invariant($"{_length.MinimumLength} to {_length.MaximumLength} {what}"),
    };
}
