using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Lodestone.Documents;

namespace Lodestone;

/// <content>The implicit conversions, so that rows of an application become metadata without a call for each value.</content>
public sealed partial class MetadataValue
{
    /// <summary>Converts a string.</summary>
    /// <remarks>It stays a string, whatever it looks like; see <see cref="OfDateOrText"/>.</remarks>
    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator MetadataValue?(string? text) => text is null ? null : Of(text);

    /// <summary>Converts a character to a string of one character, not to its number.</summary>
    public static implicit operator MetadataValue(char character) => Of(character.ToString());

    /// <summary>Converts a whole number of any size up to 64 bits, exactly. Cast a <see cref="ulong"/> to <see cref="decimal"/>.</summary>
    public static implicit operator MetadataValue(long number) => Of(number);

    /// <summary>Converts a number.</summary>
    /// <exception cref="ArgumentException"><paramref name="number"/> is NaN or infinite.</exception>
    public static implicit operator MetadataValue(double number) => Of(number);

    /// <summary>Converts a number of single precision to the double that has the same shortest decimal form: 0.1f becomes 0.1.</summary>
    /// <exception cref="ArgumentException"><paramref name="number"/> is NaN or infinite.</exception>
    public static implicit operator MetadataValue(float number) => float.IsFinite(number) && !float.IsInteger(number)
        ? Of(double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))
        : Of((double)number);

    /// <summary>Converts a decimal number.</summary>
    /// <remarks>
    /// A whole number of 64 bits is exact, whatever its trailing zeros; a larger whole number becomes a string of its digits, as readers
    /// of files do; a number with a fraction becomes the nearest double.
    /// </remarks>
    public static implicit operator MetadataValue(decimal number) =>
        !decimal.IsInteger(number) ? Of(double.Parse(number.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))
        : number is >= MinWhole and <= MaxWhole ? Of((long)number)
        : Of(decimal.Truncate(number).ToString("F0", CultureInfo.InvariantCulture));

    /// <summary>Converts a Boolean.</summary>
    public static implicit operator MetadataValue(bool boolean) => Of(boolean);

    /// <summary>Converts a date and time with its offset.</summary>
    public static implicit operator MetadataValue(DateTimeOffset date) => Of(date);

    /// <summary>Converts a date and time.</summary>
    /// <remarks>
    /// <see cref="DateTimeKind.Unspecified"/> is taken as UTC, as a date without an offset is in files, so that no machine's time zone
    /// counts. <see cref="DateTimeKind.Local"/> keeps its moment and its offset.
    /// </remarks>
    public static implicit operator MetadataValue(DateTime date) => Of(TypedText.Moment(date));

    /// <summary>Converts a day to its beginning in UTC; a filter by that day matches it.</summary>
    public static implicit operator MetadataValue(DateOnly day) => Of(TypedText.Moment(day));

    /// <summary>Converts a GUID to its 36 characters in lower case.</summary>
    public static implicit operator MetadataValue(Guid id) => Of(id.ToString("D", CultureInfo.InvariantCulture));

    /// <summary>Converts a member of an enumeration to its name; several flags are joined by ", ".</summary>
    [return: NotNullIfNotNull(nameof(member))]
    public static implicit operator MetadataValue?(Enum? member) => member is null ? null : Of(member.ToString());

    /// <summary>Converts a list of strings; the list is copied.</summary>
    /// <exception cref="ArgumentException">A string of <paramref name="texts"/> is null.</exception>
    [return: NotNullIfNotNull(nameof(texts))]
    public static implicit operator MetadataValue?(string[]? texts) => texts is null ? null : Of(texts);

    /// <summary>Converts a list of strings; the list is copied.</summary>
    /// <exception cref="ArgumentException">A string of <paramref name="texts"/> is null.</exception>
    [return: NotNullIfNotNull(nameof(texts))]
    public static implicit operator MetadataValue?(List<string>? texts) => texts is null ? null : Of(texts);

    /// <summary>Reads the number of a JSON or CSV text, in the invariant culture.</summary>
    /// <param name="text">An optional sign, digits, a fraction and an exponent.</param>
    /// <returns>
    /// A number; or the text itself for a whole number that is written out and has more than 64 bits, which a double would round; null when
    /// the text is no finite number.
    /// </returns>
    public static MetadataValue? OfNumberText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TypedText.NumberOrDigits(text);
    }
}
