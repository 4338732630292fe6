using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lodestone.Server.Errors;

namespace Lodestone.Server.Serialization;

/// <summary>What one field of a request may hold.</summary>
internal sealed class FieldRule
{
    private const int MostShown = 60;
    private readonly Type _type;
    private readonly RangeAttribute? _range;
    private readonly LengthAttribute? _length;
    private readonly FieldRule? _element;
    private readonly Lazy<RequestShape>? _shape;
    private readonly string? _words;

    private FieldRule(
        Type type, bool isRequired, RangeAttribute? range, LengthAttribute? length, string? words, JsonSerializerOptions options)
    {
        _type = Nullable.GetUnderlyingType(type) ?? type;
        IsRequired = isRequired;
        _range = range;
        var info = options.GetTypeInfo(_type);
        // A list's length attribute counts values; what each may be is for its own type to say.
        _length = length;
        _element = info is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } of }
            ? new FieldRule(of, true, null, null, words, options)
            : null;
        _words = words;
        _shape = info.Kind == JsonTypeInfoKind.Object ? new Lazy<RequestShape>(() => RequestShape.Of(info)) : null;
    }

    public bool IsRequired { get; }

    /// <summary>What is accepted, in words that follow "is".</summary>
    public string Accepted => this switch
    {
        { _element: { } element } => $"a list of {Bounds("values")}, each {element.Accepted}",
        { _shape: not null } => "an object",
        { _type.IsEnum: true } => "one of " + string.Join(", ", Enum.GetNames(_type).Select(JsonNamingPolicy.CamelCase.ConvertName)),
        _ when _type == typeof(JsonElement) => _words ?? "any value",
        _ when _type == typeof(bool) => "true or false",
        _ when _type == typeof(string) => _length is null ? "a string" : $"a string of {Bounds("characters")}",
        _ when _type == typeof(double) => "a number" + Range(),
        _ => "a whole number" + Range(),
    };

    public static FieldRule Of(JsonPropertyInfo property, JsonSerializerOptions options) => new(
        property.PropertyType, property.IsRequired, Attribute<RangeAttribute>(property), Attribute<LengthAttribute>(property),
        Attribute<AcceptsAttribute>(property)?.What, options);

    /// <summary>Which kind of value it is, in words.</summary>
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

    /// <exception cref="RequestException">The value is not accepted.</exception>
    public void Check(JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Null && !IsRequired)
            return;
        if (_type == typeof(JsonElement))
            return;
        if (_element is not null)
            CheckList(value, path);
        else if (_shape is not null)
            _shape.Value.Check(value, path);
        else if (_type == typeof(string) || _type.IsEnum)
            CheckText(value, path);
        else if (_type == typeof(bool) ? value.ValueKind is not (JsonValueKind.True or JsonValueKind.False) : !IsNumber(value))
            throw Refused(Name(value), path);
    }

    private void CheckList(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Array)
            throw Refused(Name(value), path);
        var count = value.GetArrayLength();
        if (_length is not null && (count < _length.MinimumLength || count > _length.MaximumLength))
            throw RequestShape.Mistake(path, FormattableString.Invariant($"'{path}' has {count} values; accepted are {Bounds("values")}."));
        var index = 0;
        foreach (var element in value.EnumerateArray())
            _element!.Check(element, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"));
    }

    private void CheckText(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.String)
            throw Refused(Name(value), path);
        var text = value.GetString()!;
        if (_type.IsEnum && !Enum.GetNames(_type).Any(n => JsonNamingPolicy.CamelCase.ConvertName(n) == text))
            throw Refused($"'{Short(text)}'", path);
        if (_length is not null && (text.Length < _length.MinimumLength || text.Length > _length.MaximumLength))
        {
            throw RequestShape.Mistake(path, FormattableString.Invariant(
                $"'{path}' has {text.Length} characters; accepted are {Bounds("characters")}."));
        }
    }

    private bool IsNumber(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var number) || !double.IsFinite(number))
            return false;
        if (_type != typeof(double) && !value.TryGetInt32(out _))
            return false;
        return _range is null ||
            (number >= Convert.ToDouble(_range.Minimum, CultureInfo.InvariantCulture) &&
                number <= Convert.ToDouble(_range.Maximum, CultureInfo.InvariantCulture));
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

    private static T? Attribute<T>(JsonPropertyInfo property)
        where T : Attribute =>
        property.AttributeProvider?.GetCustomAttributes(typeof(T), false).OfType<T>().FirstOrDefault();
}
