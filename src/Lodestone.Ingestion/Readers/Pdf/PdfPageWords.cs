using Lodestone.Ingestion.Readers.Pdf.Layout;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.DocumentLayoutAnalysis.WordExtractor;

namespace Lodestone.Ingestion.Readers.Pdf;

/// <summary>The words of one page, kept until it is known which lines repeat on the pages around it.</summary>
/// <param name="Bottom">The lower edge of the page.</param>
/// <param name="Height">Its height.</param>
internal sealed record PdfPageWords(double Bottom, double Height)
{
    // A letter without a size of its own has about this share of its font's size as its height.
    private const double HeightShare = 0.7;

    // Beyond these, the size that a font's matrices make is a mistake of the file.
    private const double MinSize = 1;
    private const double MaxSize = 1_000;

    // A space in a tight line of TeX has 0.17 font sizes, and two letters of a word are less than 0.1 apart. Where the file writes its
    // spaces, they part words, and letters may be spaced as a heading is.
    private const double Space = 0.12;
    private const double SpaceBesideWritten = 0.2;

    // A text has a space to six letters; where there are fewer than this, those are of code or of a table.
    private const int LettersToASpace = 25;

    private static readonly NearestNeighbourWordExtractor WithSpaces = Extractor(SpaceBesideWritten);
    private static readonly NearestNeighbourWordExtractor WithoutSpaces = Extractor(Space);

    /// <summary>The words of level lines, and then those of each other direction, turned so that they are level.</summary>
    public required IReadOnlyList<IReadOnlyList<PdfWord>> Directions { get; init; }

    /// <summary>The text whose order positions do not determine: that of very full pages, and of letters far from the page.</summary>
    public string Unordered { get; init; } = "";

    /// <summary>Words of fields and notes that have no place on the page.</summary>
    public IReadOnlyList<string> Unplaced { get; init; } = [];

    public bool IsBlank => Directions.All(d => d.Count == 0) && string.IsNullOrWhiteSpace(Unordered) && Unplaced.Count == 0;

    public static PdfPageWords Of(PdfPage page, PdfNotes.OfPage notes)
    {
        var directions = new SortedDictionary<int, List<PdfWord>>();
        if (page.HasLayout && page.Letters.Any(l => !string.IsNullOrWhiteSpace(l.Value)))
        {
            var spaces = page.Letters.Count(l => string.IsNullOrWhiteSpace(l.Value));
            var extractor = spaces * LettersToASpace >= page.Letters.Count ? WithSpaces : WithoutSpaces;
            foreach (var word in extractor.GetWords(page.Letters))
                Add(directions, word);
        }

        var isRoomy = page.HasLayout && page.Letters.Count + notes.Placed.Sum(p => p.Text.Length) <= PdfPage.MaxLettersForLayout;
        if (isRoomy && notes.Placed.Count > 0)
        {
            if (!directions.TryGetValue(0, out var level))
                directions[0] = level = [];
            level.AddRange(notes.Placed);
        }

        return new PdfPageWords(page.Box.Bottom, page.Box.Height)
        {
            Directions = [.. directions.Values],
            Unordered = page.HasLayout ? page.FarText : page.Text,
            Unplaced = isRoomy ? notes.Unplaced : [string.Join(' ', notes.Placed.Select(p => p.Text)), .. notes.Unplaced],
        };
    }

    // As the library has it, which takes 0.2 font sizes for every page.
    private static NearestNeighbourWordExtractor Extractor(double space) => new(
        new NearestNeighbourWordExtractor.NearestNeighbourWordExtractorOptions
        {
            MaximumDistance = (left, right) => Extent(left, right) *
                (IsIdeograph(left.Value) || IsIdeograph(right.Value) ? SpaceBesideWritten : space) *
                (left.TextOrientation == TextOrientation.Other || right.TextOrientation == TextOrientation.Other ? 2 : 1),
        });

    private static double Extent(Letter left, Letter right) =>
        Math.Max(left.PointSize, right.PointSize) is >= MinSize and <= MaxSize and var size
        ? size
        : new[] { left.BoundingBox.Width, right.BoundingBox.Width, left.Width, right.Width }.Max(Math.Abs);

    // They are set with space around them, and have none between words.
    private static bool IsIdeograph(string letter) => letter.Length > 0 && letter[0] is >= '\u2E80' and <= '\uD7FF';

    private static void Add(SortedDictionary<int, List<PdfWord>> directions, Word word)
    {
        var text = word.Text.Trim();
        if (text.Length == 0)
            return;
        var first = word.Letters[0];
        var (along, up) = (first.EndBaseLine.X - first.StartBaseLine.X, first.EndBaseLine.Y - first.StartBaseLine.Y);
        var degrees = along == 0 && up == 0 ? 0 : (int)Math.Round(Math.Atan2(up, along) * 180 / Math.PI);
        // Letters of slightly sloping lines, such as of a scan, are level.
        if (Math.Abs(degrees) <= 3)
            degrees = 0;
        var (cos, sin) = (Math.Cos(degrees * Math.PI / 180), Math.Sin(degrees * Math.PI / 180));
        var (left, right) = (double.MaxValue, double.MinValue);
        foreach (var letter in word.Letters)
        {
            foreach (var point in new[] { letter.StartBaseLine, letter.EndBaseLine })
            {
                var x = (point.X * cos) + (point.Y * sin);
                (left, right) = (Math.Min(left, x), Math.Max(right, x));
            }
        }

        if (!directions.TryGetValue((degrees + 360) % 360, out var words))
            directions[(degrees + 360) % 360] = words = [];
        words.Add(new PdfWord(text, left, right, (first.StartBaseLine.Y * cos) - (first.StartBaseLine.X * sin), SizeOf(word)));
    }

    private static double SizeOf(Word word)
    {
        var size = word.Letters.Max(l => l.PointSize);
        if (!(size is >= MinSize and <= MaxSize))
            size = word.Letters.Max(l => l.BoundingBox.Height) / HeightShare;
        return size is >= MinSize and <= MaxSize ? size : MinSize;
    }
}
