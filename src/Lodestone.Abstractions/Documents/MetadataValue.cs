using System.Globalization;
using Lodestone.Documents;

namespace Lodestone;

/// <summary>A typed value of a document's metadata.</summary>
/// <remarks>Immutable. Two values are equal when kind and value are equal; the order of a list counts.</remarks>
public sealed class MetadataValue : IEquatable<MetadataValue>
{
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

    /// <summary>The number.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public double Number => Get<double>(MetadataKind.Number);

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
        ? new(MetadataKind.Number, number == 0 ? 0.0 : number)
        : throw new ArgumentException(
            $"The number {number.ToString(CultureInfo.InvariantCulture)} cannot be metadata, because it cannot be ordered; " +
            "finite numbers are accepted. Leave the field out.",
            nameof(number));

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
            : throw new ArgumentException("A string of the list is null. An empty string is accepted; null is not.", nameof(texts));
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
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        bool boolean => boolean ? "true" : "false",
        DateTimeOffset date => date.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture),
        string[] list => string.Join(", ", list),
        _ => (string)_value,
    };

    private T Get<T>(MetadataKind kind) => Kind == kind
        ? (T)_value
        : throw new InvalidOperationException($"The value is of kind {Kind}, not {kind}. Look at Kind before reading it.");
}

/// <summary>The type of a metadata value.</summary>
public enum MetadataKind
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A finite number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A date and time, with its offset from UTC.</summary>
    Date,

    /// <summary>A list of strings; a filter may ask for any of them.</summary>
    TextList,
}
