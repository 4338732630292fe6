using System.Globalization;
using Lodestone.Ingestion.Readers.Archives;

namespace Lodestone.Ingestion.Readers.Xlsx;

/// <summary>Shows numbers as their cells do, as far as that changes their meaning: dates, times and percentages.</summary>
/// <remarks>
/// A date of the reader's locale, which each computer shows in its own order, is written as in ISO 8601. Names of months are English. Other
/// numbers have the 15 digits that Excel keeps, without separators, so that the same number is the same word in every sheet.
/// </remarks>
internal sealed class CellStyles
{
    private const int MaxStyles = 100_000;
    private const double LastDay = 2_958_466;
    private const int From1904Days = 1_462;
    private const string IsoDate = "yyyy-mm-dd";

    private readonly List<int> _formats = [];
    private readonly Dictionary<int, string> _codes = [];
    private readonly Dictionary<int, NumberFormat> _parsed = [];
    private readonly bool _from1904;

    private CellStyles(bool from1904) => _from1904 = from1904;

    public static CellStyles Read(XmlPart? part, bool from1904)
    {
        var styles = new CellStyles(from1904);
        using var xml = part;
        var inCells = false;
        while (xml is not null && xml.Read() && styles._formats.Count < MaxStyles && styles._codes.Count < MaxStyles)
        {
            if (xml.Name == "cellXfs")
                inCells = xml.IsStart && !xml.IsEmpty;
            else if (xml is { IsStart: true, Name: "numFmt" } && xml["formatCode"] is { } code)
                styles._codes[Number(xml["numFmtId"])] = code;
            else if (inCells && xml is { IsStart: true, Name: "xf" })
                styles._formats.Add(Number(xml["numFmtId"]));
        }

        return styles;
    }

    /// <summary>Returns a number as its cell shows it.</summary>
    /// <param name="value">The number as the file has it.</param>
    /// <param name="style">The index of the cell's style; null for none.</param>
    public string Shown(string value, string? style)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            return value;
        var format = Format(style);
        if (format.IsDate && number is >= 0 and < LastDay)
            return format.Date(Moment(number), number);
        return format.Decimals is { } decimals && Math.Abs(number) < 1e12
            ? (number * 100).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) + "%"
            : number.ToString("G15", CultureInfo.InvariantCulture);
    }

    private NumberFormat Format(string? style)
    {
        var index = Number(style);
        var id = index < _formats.Count ? _formats[index] : 0;
        if (!_parsed.TryGetValue(id, out var format))
            _parsed[id] = format = NumberFormat.Parse(_codes.GetValueOrDefault(id) ?? BuiltIn(id));
        return format;
    }

    private DateTime Moment(double days)
    {
        // Excel's 1900 has a 29th of February: days before it are one later.
        var number = _from1904 ? days + From1904Days : days < 60 ? days + 1 : days;
        // A second is the smallest part that is shown, and a day has no exact one in binary.
        return DateTime.UnixEpoch.AddDays(-25_569).AddSeconds(Math.Round(number * 86_400));
    }

    private static int Number(string? value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    // ECMA-376 part 1, 18.8.30. Those of eastern Asia differ by locale, and are dates all.
    private static string BuiltIn(int id) => id switch
    {
        9 => "0%",
        10 => "0.00%",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => IsoDate + " hh:mm",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss",
        14 or (>= 27 and <= 36) or (>= 50 and <= 58) => IsoDate,
        _ => "General",
    };
}
