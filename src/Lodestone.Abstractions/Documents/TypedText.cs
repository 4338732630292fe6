using System.Globalization;

namespace Lodestone.Documents;

/// <summary>Infers the type of a written value: number, Boolean, ISO date, or else text.</summary>
internal static class TypedText
{
    private static readonly string[] DateForms =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ssK",
    ];

    /// <summary>A date when the text is one in ISO 8601, else the text. A time without an offset is read as UTC.</summary>
    public static MetadataValue DateOrText(string text) => Date(text) is { } date ? MetadataValue.Of(date) : MetadataValue.Of(text);

    /// <summary>The typed value of a cell or a line of front matter, where every value is written as text.</summary>
    public static MetadataValue Of(string text) => text switch
    {
        "true" or "True" or "TRUE" => MetadataValue.Of(true),
        "false" or "False" or "FALSE" => MetadataValue.Of(false),
        _ => Number(text) is { } number ? MetadataValue.Of(number) : DateOrText(text),
    };

    private static DateTimeOffset? Date(string text) =>
        text.Length is >= 10 and <= 35 && text[4] == '-' && text[7] == '-' &&
        DateTimeOffset.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date
            : null;

    // A leading zero or plus marks a code (a postcode, a telephone number), and so does a length over 17 digits.
    private static double? Number(string text)
    {
        var digits = text.AsSpan().TrimStart('-');
        var isCode = digits.Length is 0 or > 17 || !char.IsAsciiDigit(digits[0]) || !char.IsAsciiDigit(digits[^1]) ||
            (digits.Length > 1 && digits[0] == '0' && digits[1] != '.');
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        return !isCode && double.TryParse(text, style, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }
}
