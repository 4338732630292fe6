using System.Globalization;
using System.Text.Json.Serialization;
using Lodestone.Documents;

namespace Lodestone;

/// <summary>A typed value of a document's metadata.</summary>
/// <remarks>
/// <para>Immutable. Two values are equal when kind and value are equal; the order of a list counts.</para>
/// <para>Converted implicitly from strings, numbers, Booleans, dates, GUIDs, enumerations and lists of strings, so that a document's
/// metadata is written as <c>["price"] = row.Price</c>. A null converts to null, which a collection refuses as a problem of that
/// document.</para>
/// <para>Whole numbers of 64 bits are exact, in C#, in filters, in the store and in JSON. Other numbers are doubles.</para>
/// <para>Serialised by System.Text.Json as a string, number, Boolean or list of strings; a date as an ISO 8601 string. A string that
/// could be read as a date is an object, <c>{"text": "2024-05-01"}</c>, so that every value comes back equal.</para>
/// </remarks>
[JsonConverter(typeof(MetadataValueConverter))]
public sealed partial class MetadataValue : IEquatable<MetadataValue>
{
    private const decimal MinWhole = long.MinValue;
    private const decimal MaxWhole = long.MaxValue;

    // 2^63 is a double, and long.MaxValue is not.
    private const double WholeBound = 9_223_372_036_854_775_808.0;

    // A number is a long when it is whole and a long can hold it, else a double, so that equal numbers are equal objects.
    private readonly object _value;

    private MetadataValue(MetadataKind kind, object value)
    {
        Kind = kind;
        _value = value;
    }

    /// <summary>The type of the value.</summary>
    public MetadataKind Kind { get; }

    /// <summary>The string.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public string Text => Get<string>(MetadataKind.Text);

    /// <summary>The number, rounded to the nearest double; see <see cref="WholeNumber"/> for whole numbers beyond 2^53.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public double Number => Get<object>(MetadataKind.Number) is long whole ? whole : (double)_value;

    /// <summary>The number, exactly, when it is whole and has at most 64 bits; else null.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public long? WholeNumber => Get<object>(MetadataKind.Number) as long?;

    /// <summary>The Boolean.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public bool Boolean => Get<bool>(MetadataKind.Boolean);

    /// <summary>The date and time.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public DateTimeOffset Date => Get<DateTimeOffset>(MetadataKind.Date);

    /// <summary>The strings.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public IReadOnlyList<string> TextList => Get<string[]>(MetadataKind.TextList);

    /// <summary>Creates a string value.</summary>
    public static MetadataValue Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(MetadataKind.Text, text);
    }

    /// <summary>Creates a date when the text is an ISO 8601 date, else a string, as the JSON readers do.</summary>
    public static MetadataValue OfDateOrText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TypedText.DateOrText(text);
    }

    /// <summary>Creates a number value.</summary>
    /// <exception cref="ArgumentException"><paramref name="number"/> is NaN or infinite, so it cannot be compared or stored.</exception>
    public static MetadataValue Of(double number) => double.IsFinite(number)
        ? new(MetadataKind.Number, Canonical(number))
        : throw new InvalidArgumentException(
            ErrorCodes.MetadataInvalid,
            $"The number {number.ToString(CultureInfo.InvariantCulture)} cannot be metadata, because it cannot be ordered; " +
            "finite numbers are accepted. Leave the field out.",
            nameof(number));

    /// <summary>Creates a number value from a whole number, exactly.</summary>
    public static MetadataValue Of(long number) => new(MetadataKind.Number, number);

    /// <summary>Creates a string value from the name of an enumeration's member; several flags are joined by ", ".</summary>
    /// <typeparam name="TEnum">The enumeration.</typeparam>
    /// <remarks>A number without a name is its digits, as <see cref="Enum.ToString()"/> writes it.</remarks>
    public static MetadataValue Of<TEnum>(TEnum member)
        where TEnum : struct, Enum => Of(member.ToString());

    /// <summary>Creates a Boolean value.</summary>
    public static MetadataValue Of(bool boolean) => new(MetadataKind.Boolean, boolean);

    /// <summary>Creates a date value.</summary>
    public static MetadataValue Of(DateTimeOffset date) => new(MetadataKind.Date, date);

    /// <summary>Creates a list of strings; the list is copied.</summary>
    public static MetadataValue Of(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var copy = texts.ToArray();
        return Array.TrueForAll(copy, t => t is not null)
            ? new(MetadataKind.TextList, copy)
            : throw new InvalidArgumentException(
                ErrorCodes.MetadataInvalid, "A string of the list is null. An empty string is accepted; null is not.", nameof(texts));
    }

    /// <inheritdoc/>
    public bool Equals(MetadataValue? other) => other is not null && Kind == other.Kind &&
        (Kind == MetadataKind.TextList ? TextList.SequenceEqual(other.TextList, StringComparer.Ordinal) : _value.Equals(other._value));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MetadataValue);

    /// <inheritdoc/>
    public override int GetHashCode() => Kind == MetadataKind.TextList
        ? HashCode.Combine(Kind, TextList.Count, TextList.Count > 0 ? TextList[0] : null)
        : HashCode.Combine(Kind, _value);

    /// <summary>The value as text: strings unchanged, numbers in the shortest form that round-trips, dates as ISO 8601.</summary>
    public override string ToString() => _value switch
    {
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        bool boolean => boolean ? "true" : "false",
        DateTimeOffset date => date.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture),
        string[] list => string.Join(", ", list),
        _ => (string)_value,
    };

    private static object Canonical(double number) =>
        double.IsInteger(number) && number is >= -WholeBound and < WholeBound ? (object)(long)number : number;

    private T Get<T>(MetadataKind kind) => Kind == kind
        ? (T)_value
        : throw new InvalidOperationException($"The value is of kind {Kind}, not {kind}. Look at Kind before reading it.");
}

/// <summary>The type of a metadata value.</summary>
public enum MetadataKind
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A whole number of 64 bits, or a finite double.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A date and time, with its offset from UTC.</summary>
    Date,

    /// <summary>A list of strings; a filter may ask for any of them.</summary>
    TextList,
}
