using System.Globalization;
using System.Text;
using Lodestone.Documents;

namespace Lodestone;

/// <summary>The value that a filter compares a field with: a string, number, Boolean, date and time, or day.</summary>
/// <remarks>
/// Converted implicitly from each of these types, and from GUIDs and enumerations, which are strings. Whole numbers of 64 bits are exact. A
/// string that is a date (<c>2024-05-01</c>, or ISO 8601 with a time) is compared with strings as a string and with dates as a date. A day
/// is the 24 hours of that day in UTC.
/// </remarks>
public readonly struct FilterValue : IEquatable<FilterValue>
{
    private readonly object? _value;

    private FilterValue(object value) => _value = value;

    internal string? Text => _value as string;

    /// <summary>The number, rounded to a double.</summary>
    internal double? Number => _value is long whole ? whole : _value as double?;

    /// <summary>The number, when it is whole and has at most 64 bits.</summary>
    internal long? WholeNumber => _value as long?;

    internal bool? Boolean => _value as bool?;

    internal bool IsNone => _value is null;

    /// <summary>The first and last moment that the value covers, in ticks of UTC, both inclusive; null when it is not a date.</summary>
    internal (long First, long Last)? Moments => _value switch
    {
        DateTimeOffset moment => (moment.UtcTicks, moment.UtcTicks),
        DateOnly day => Day(day),
        string text => FilterDates.TryReadDay(text, out var day) ? Day(day)
            : FilterDates.TryReadMoment(text, out var moment) ? (moment.UtcTicks, moment.UtcTicks)
            : null,
        _ => null,
    };

    /// <summary>Converts a string.</summary>
    public static implicit operator FilterValue(string text) => new(text ?? throw new ArgumentNullException(nameof(text)));

    /// <summary>Converts a number.</summary>
    /// <exception cref="ArgumentException"><paramref name="number"/> is NaN or infinite.</exception>
    public static implicit operator FilterValue(double number) => double.IsFinite(number)
        ? OfNumber(MetadataValue.Of(number))
        : throw new InvalidArgumentException(
            ErrorCodes.ValueNotFinite,
            $"The number {number.ToString(CultureInfo.InvariantCulture)} cannot be compared with; finite numbers can.", nameof(number));

    /// <summary>Converts a whole number, exactly.</summary>
    public static implicit operator FilterValue(long number) => new(number);

    /// <summary>Converts a decimal number as <see cref="MetadataValue"/> does: whole ones of 64 bits are exact.</summary>
    public static implicit operator FilterValue(decimal number) => Of(number);

    /// <summary>Converts a GUID to its 36 characters in lower case.</summary>
    public static implicit operator FilterValue(Guid id) => Of(id);

    /// <summary>Converts a member of an enumeration to its name.</summary>
    public static implicit operator FilterValue(Enum member) => new((member ?? throw new ArgumentNullException(nameof(member))).ToString());

    /// <summary>Converts a date and time; without a kind it is in UTC.</summary>
    public static implicit operator FilterValue(DateTime moment) => new(TypedText.Moment(moment));

    /// <summary>Converts a Boolean.</summary>
    public static implicit operator FilterValue(bool boolean) => new(boolean);

    /// <summary>Converts a date and time.</summary>
    public static implicit operator FilterValue(DateTimeOffset moment) => new(moment);

    /// <summary>Converts a day in UTC.</summary>
    public static implicit operator FilterValue(DateOnly day) => new(day);

    /// <summary>Whether two values are equal.</summary>
    public static bool operator ==(FilterValue left, FilterValue right) => left.Equals(right);

    /// <summary>Whether two values differ.</summary>
    public static bool operator !=(FilterValue left, FilterValue right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(FilterValue other) => Equals(_value, other._value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FilterValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value?.GetHashCode() ?? 0;

    /// <summary>The value in the filter's text form.</summary>
    public override string ToString() => _value switch
    {
        null => "",
        string text => Quote(text),
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        bool boolean => boolean ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => ((DateTimeOffset)_value).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
    };

    /// <summary>A number as a filter's text writes it; null when it is not finite.</summary>
    internal static FilterValue? ParseNumber(string text) => TypedText.NumberOrDigits(text) switch
    {
        { Kind: MetadataKind.Number } number => (FilterValue?)OfNumber(number),
        // Digits beyond 64 bits bound the numbers of a field well enough as a double.
        { Text: var digits } when double.Parse(digits, CultureInfo.InvariantCulture) is var large && double.IsFinite(large) => large,
        _ => null,
    };

    private static FilterValue Of(MetadataValue value) => value.Kind == MetadataKind.Text ? new(value.Text) : OfNumber(value);

    private static FilterValue OfNumber(MetadataValue number) => new(number.WholeNumber is { } whole ? whole : (object)number.Number);

    private static (long First, long Last) Day(DateOnly day)
    {
        var first = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).Ticks;
        return (first, first + TimeSpan.TicksPerDay - 1);
    }

    private static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => quoted.Append('\\').Append(c),
                _ when char.IsControl(c) || char.IsSurrogate(c) => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }
}

/// <summary>Dates as filters write them: ISO 8601, a day or a date and time; a time without an offset is in UTC.</summary>
internal static class FilterDates
{
    private static readonly string[] Moments =
    [
        "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    public static bool TryReadDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    public static bool TryReadMoment(string text, out DateTimeOffset moment) =>
        DateTimeOffset.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment);
}
