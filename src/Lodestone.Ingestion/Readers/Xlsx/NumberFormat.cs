using System.Globalization;
using System.Text;

namespace Lodestone.Ingestion.Readers.Xlsx;

/// <summary>The format code of a cell, as far as it makes a number a date, a time or a percentage.</summary>
internal sealed class NumberFormat
{
    private const int MaxCode = 255;

    // Each a run of one letter, in small letters; "am/pm"; "[h]"; or a literal, after a quote.
    private readonly List<string> _tokens = [];

    /// <summary>Whether the number is a date or a time.</summary>
    public bool IsDate { get; private set; }

    /// <summary>The digits after the point of a percentage; null when it is none.</summary>
    public int? Decimals { get; private set; }

    public static NumberFormat Parse(string code)
    {
        var format = new NumberFormat();
        var (percent, decimals, afterPoint) = (false, 0, false);
        for (var at = 0; at < Math.Min(code.Length, MaxCode); at++)
        {
            var c = code[at];
            if (c == ';')
                break;
            switch (char.ToLowerInvariant(c))
            {
                case '"':
                    var end = code.IndexOf('"', at + 1);
                    format.Literal(code[(at + 1)..(end < 0 ? code.Length : end)]);
                    at = end < 0 ? code.Length : end;
                    break;
                case '\\' when at + 1 < code.Length:
                    format.Literal(code[++at].ToString());
                    break;
                case '_' or '*':
                    at++;
                    break;
                case '[':
                    at = format.Bracket(code, at);
                    break;
                case 'y' or 'm' or 'd' or 'h' or 's':
                    at = format.Run(code, at);
                    break;
                case 'a' when code.AsSpan(at).StartsWith("AM/PM", StringComparison.OrdinalIgnoreCase):
                    format._tokens.Add("am/pm");
                    at += 4;
                    break;
                case 'g' when code.AsSpan(at).StartsWith("General", StringComparison.OrdinalIgnoreCase):
                    at += 6;
                    break;
                case '%':
                    percent = true;
                    break;
                case '.':
                    afterPoint = true;
                    format.Literal(".");
                    break;
                // Digits after the point of seconds, which are rounded here.
                case '0' or '#' or '?':
                    decimals += afterPoint && c == '0' ? 1 : 0;
                    if (format._tokens is [.., "'."])
                        format._tokens.RemoveAt(format._tokens.Count - 1);
                    break;
                default:
                    format.Literal(c.ToString());
                    break;
            }
        }

        format.Decimals = percent && !format.IsDate ? Math.Min(decimals, 10) : null;
        return format;
    }

    /// <summary>Returns a moment in this format.</summary>
    /// <param name="moment">The date and the time.</param>
    /// <param name="days">The same as a number of days, for hours beyond a day.</param>
    public string Date(DateTime moment, double days)
    {
        var text = new StringBuilder();
        var halves = _tokens.Contains("am/pm");
        for (var i = 0; i < _tokens.Count; i++)
        {
            var token = _tokens[i];
            text.Append(token switch
            {
                ['\'', ..] => token[1..],
                "am/pm" => moment.Hour < 12 ? "AM" : "PM",
                ['[', 'h', ..] => Math.Floor(days * 24).ToString("F0", CultureInfo.InvariantCulture),
                ['[', 'm', ..] => Math.Floor(days * 1440).ToString("F0", CultureInfo.InvariantCulture),
                ['[', ..] => Math.Round(days * 86400).ToString("F0", CultureInfo.InvariantCulture),
                ['m', ..] when IsMinute(i) => Digits(moment.Minute, token),
                ['h', ..] => Digits(halves ? ((moment.Hour + 11) % 12) + 1 : moment.Hour, token),
                ['s', ..] => Digits(moment.Second, token),
                ['y', ..] => moment.ToString(token.Length > 2 ? "yyyy" : "yy", CultureInfo.InvariantCulture),
                ['m', ..] => token.Length > 2 ? Named(moment, token) : Digits(moment.Month, token),
                _ => token.Length > 2 ? Named(moment, token) : Digits(moment.Day, token),
            });
        }

        return text.ToString().Trim();
    }

    // "m" is a minute after an hour and before a second, else a month.
    private bool IsMinute(int at) =>
        _tokens.Take(at).LastOrDefault(IsPart) is { } before && (before[0] == 'h' || before.StartsWith("[h", StringComparison.Ordinal)) ||
        _tokens.Skip(at + 1).FirstOrDefault(IsPart) is { } after && after[0] == 's';

    private static bool IsPart(string token) => token[0] != '\'' && token != "am/pm";

    private static string Digits(int number, string token) =>
        number.ToString(token.Length == 1 ? "0" : "00", CultureInfo.InvariantCulture);

    private static string Named(DateTime moment, string token) => moment.ToString(
        (token[0] == 'm', token.Length) switch { (true, 3) => "MMM", (true, _) => "MMMM", (_, 3) => "ddd", _ => "dddd" },
        CultureInfo.InvariantCulture);

    private void Literal(string text) => _tokens.Add("'" + text);

    private int Run(string code, int at)
    {
        var end = at;
        while (end < code.Length && char.ToLowerInvariant(code[end]) == char.ToLowerInvariant(code[at]))
            end++;
        _tokens.Add(new string(char.ToLowerInvariant(code[at]), Math.Min(end - at, 5)));
        IsDate = true;
        return end - 1;
    }

    // Hours beyond a day; or a colour, a condition or a locale, which change no number.
    private int Bracket(string code, int at)
    {
        var end = code.IndexOf(']', at);
        if (end < 0)
            return code.Length;
        var inner = code[(at + 1)..end].ToLowerInvariant();
        if (inner is "h" or "hh" or "m" or "mm" or "s" or "ss")
        {
            _tokens.Add("[" + inner);
            IsDate = true;
        }

        return end;
    }
}
