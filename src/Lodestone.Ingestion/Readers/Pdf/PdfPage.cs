using System.Text;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Util;

namespace Lodestone.Ingestion.Readers.Pdf;

/// <summary>
/// The readable text of a page: letters with their positions while they can be laid out, and all text in the file's order.
/// </summary>
internal sealed class PdfPage(PdfRectangle box, TransformationMatrix matrix)
{
    // Finding blocks is quadratic in the words. A printed page has about 5,000 letters; a plan or a table of figures more.
    public const int MaxLettersForLayout = 20_000;

    // The layout makes bins up to the farthest letter. The largest page of PDF 1.7 has 14,400 points a side.
    private const double MaxCoordinate = 100_000;

    // Letters at one position are compared with each other. Bold type that is made by printing twice has four; ornaments a few more.
    private const int MaxLettersInOnePlace = 100;

    // Bold type that is made by printing twice moves by 0.03 font sizes, a shadow by 0.1. Two narrow letters are 0.22 apart, and closer in
    // narrow fonts, so that half the width of a letter along its line is the limit too.
    private const double PrintedTwice = 0.15;
    private const double PrintedTwiceWidth = 0.5;

    // Sizes that differ by less than this factor have one grid of positions.
    private const double SizeSteps = 4;

    // The unit of a position is this part of the page's longer side: 0.4 points of A4.
    private const double PlacesPerSide = 2_000;

    private readonly List<Letter> _letters = [];
    private readonly Dictionary<(double X, double Y), int> _places = [];
    private readonly Dictionary<(string Value, int Size, long X, long Y), Letter> _printed = [];
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _far = new();
    private readonly double _place = Math.Max(Math.Max(Math.Abs(box.Width), Math.Abs(box.Height)) / PlacesPerSide, 1e-3);
    private Letter? _last;

    /// <summary>The visible part of the page.</summary>
    public PdfRectangle Box { get; } = box;

    /// <summary>The way from the file's coordinates to those of the letters.</summary>
    public TransformationMatrix Matrix { get; } = matrix;

    /// <summary>The letters whose order is determined by their positions; empty when there are too many.</summary>
    public IReadOnlyList<Letter> Letters => _letters;

    /// <summary>False when the text is used in the file's order.</summary>
    public bool HasLayout { get; private set; } = true;

    /// <summary>All text, in the file's order.</summary>
    public string Text => _text.ToString();

    /// <summary>The text of letters that are too far from the page for the layout, in the file's order.</summary>
    public string FarText => _far.ToString();

    public void Add(Letter letter)
    {
        if (HasLayout && IsPrintedTwice(letter))
            return;
        _last = letter;
        _text.Append(letter.Value);
        if (IsFar(letter))
            _far.Append(letter.Value);
        else if (HasLayout)
            Place(letter);
    }

    /// <summary>Combines an accent with the letter before it; false when no letter fits.</summary>
    public bool Combine(string accent, int textSequence)
    {
        if (_last is not { } last || last.TextSequence != textSequence)
            return false;
        if (!Diacritics.TryCombineDiacriticWithPreviousLetter(accent, last.Value, out var both))
            return false;
        var combined = new Letter(
            both, last.BoundingBox, last.GlyphRectangleLoose, last.StartBaseLine, last.EndBaseLine, last.Width, last.FontSize,
            last.GetFont()!, last.RenderingMode, last.StrokeColor, last.FillColor, last.PointSize, last.TextSequence);
        _text.Append(accent);
        if (IsFar(last))
            _far.Append(accent);
        else if (HasLayout)
            _letters[^1] = combined;
        _last = combined;
        return true;
    }

    /// <summary>Writes a ligature of the font as the letters that it joins, so that words are found.</summary>
    public static string WithoutLigature(string text) => text switch
    {
        "\uFB00" => "ff",
        "\uFB01" => "fi",
        "\uFB02" => "fl",
        "\uFB03" => "ffi",
        "\uFB04" => "ffl",
        "\uFB05" or "\uFB06" => "st",
        _ => text,
    };

    /// <summary>Whether the same letter is there already, by another operator that shows text, as for a bold look or a shadow.</summary>
    private bool IsPrintedTwice(Letter letter)
    {
        var size = letter.PointSize is > 0 and < MaxCoordinate ? letter.PointSize : 1;
        var step = (int)Math.Round(Math.Log2(size) * SizeSteps);
        var cell = PrintedTwice * Math.Pow(2, step / SizeSteps);
        var (x, y) = (letter.StartBaseLine.X / cell, letter.StartBaseLine.Y / cell);
        if (!(Math.Abs(x) < 1e12 && Math.Abs(y) < 1e12))
            return false;
        var (column, line) = ((long)Math.Floor(x), (long)Math.Floor(y));
        for (var i = column - 1; i <= column + 1; i++)
        {
            for (var j = line - 1; j <= line + 1; j++)
            {
                if (_printed.TryGetValue((letter.Value, step, i, j), out var there) && there.TextSequence != letter.TextSequence &&
                    IsInPlaceOf(letter, there, size))
                    return true;
            }
        }

        _printed[(letter.Value, step, column, line)] = letter;
        return false;
    }

    private static bool IsInPlaceOf(Letter letter, Letter there, double size)
    {
        var (x, y) = (letter.StartBaseLine.X - there.StartBaseLine.X, letter.StartBaseLine.Y - there.StartBaseLine.Y);
        if ((x * x) + (y * y) >= PrintedTwice * size * PrintedTwice * size)
            return false;
        var (across, up) = (letter.EndBaseLine.X - letter.StartBaseLine.X, letter.EndBaseLine.Y - letter.StartBaseLine.Y);
        var width = Math.Sqrt((across * across) + (up * up));
        return !(width > 0) || Math.Abs((x * across) + (y * up)) < PrintedTwiceWidth * width * width;
    }

    private void Place(Letter letter)
    {
        var place = (Math.Floor(letter.StartBaseLine.X / _place), Math.Floor(letter.StartBaseLine.Y / _place));
        var there = _places[place] = _places.GetValueOrDefault(place) + 1;
        _letters.Add(letter);
        if (_letters.Count <= MaxLettersForLayout && there <= MaxLettersInOnePlace)
            return;
        HasLayout = false;
        _letters.Clear();
        _places.Clear();
        _printed.Clear();
    }

    private static bool IsFar(Letter letter) =>
        IsFar(letter.BoundingBox) || IsFar(letter.GlyphRectangleLoose) || IsFar(letter.StartBaseLine) || IsFar(letter.EndBaseLine);

    private static bool IsFar(PdfRectangle box) =>
        IsFar(box.TopLeft) || IsFar(box.TopRight) || IsFar(box.BottomLeft) || IsFar(box.BottomRight);

    /// <summary>Whether a point is too far for the layout. Not-a-number is neither near nor far.</summary>
    public static bool IsFar(PdfPoint point) => !(Math.Abs(point.X) <= MaxCoordinate && Math.Abs(point.Y) <= MaxCoordinate);
}
