using System.Globalization;
using System.Text;
using Lodestone.Ingestion.Readers.Pdf.Layout;

namespace Lodestone.Ingestion.Readers.Pdf;

/// <summary>Finds headers and footers: lines at the edges of pages that pages nearby have too, at the same height.</summary>
/// <remarks>
/// Numbers may differ by as much as the pages do, so that page numbers are found and rows of figures are not. Lines count from the edge of
/// the page inwards, up to the first that does not repeat, and one line at least remains.
/// </remarks>
internal sealed class PdfRunningLines(int pages)
{
    /// <summary>The number of pages before and after a page that are compared with it; headers of left and right pages differ.</summary>
    public const int Around = 4;

    // The share of a page's height at its edges in which headers and footers are, and their lines.
    private const double Edge = 0.12;
    private const int MaxLines = 3;

    private const double SameHeight = 3;

    private readonly List<Margins> _margins = [];

    public void Add(PdfPageWords page)
    {
        var rows = page.Directions.Count > 0 ? PdfRows.Of(page.Directions[0]) : [];
        var (top, bottom) = (page.Bottom + ((1 - Edge) * page.Height), page.Bottom + (Edge * page.Height));
        _margins.Add(new Margins(
            [.. rows.TakeWhile(r => r.Base >= top).Take(MaxLines).Select(r => new Line(r))],
            [.. rows.AsEnumerable().Reverse().TakeWhile(r => r.Base <= bottom).Take(MaxLines).Select(r => new Line(r))],
            rows.Count));
        // Pages that no later page is compared with are not needed any more.
        if (_margins.Count > (2 * Around) + 1)
            _margins[^((2 * Around) + 2)] = Margins.None;
    }

    /// <summary>Returns the headers and footers of a page, when the pages after it are known.</summary>
    /// <param name="page">The page's number, from 0.</param>
    public List<PdfRow> Of(int page)
    {
        var (head, foot, count) = (_margins[page].Head, _margins[page].Foot, _margins[page].Rows);
        var leftOut = head.TakeWhile(l => Repeats(l, page, m => m.Head)).ToList();
        leftOut.AddRange(foot.TakeWhile(l => Repeats(l, page, m => m.Foot)).Where(l => leftOut.TrueForAll(o => o.Row != l.Row)));
        return leftOut.Count < count ? [.. leftOut.Select(l => l.Row)] : [];
    }

    private bool Repeats(Line line, int page, Func<Margins, List<Line>> lines)
    {
        var found = 0;
        for (var other = Math.Max(0, page - Around); other <= Math.Min(page + Around, _margins.Count - 1); other++)
        {
            if (other != page && lines(_margins[other]).Exists(l => l.IsSame(line, other - page)))
                found++;
        }

        return found >= (pages <= 3 ? 1 : 2);
    }

    private sealed record Margins(List<Line> Head, List<Line> Foot, int Rows)
    {
        public static Margins None { get; } = new([], [], 0);
    }

    /// <summary>A line with its numbers apart.</summary>
    private sealed class Line
    {
        private readonly string _words;
        private readonly List<int> _numbers = [];

        public Line(PdfRow row)
        {
            Row = row;
            var words = new StringBuilder();
            foreach (var word in row.Words)
                Take(word.Text, words);
            _words = words.ToString();
        }

        public PdfRow Row { get; }

        public bool IsSame(Line other, int pagesApart)
        {
            if (_words != other._words || Math.Abs(Row.Base - other.Row.Base) > SameHeight)
                return false;
            var differing = _numbers.Zip(other._numbers).Where(n => n.First != n.Second).ToArray();
            return differing.Length == 0 ||
                (differing.Length == 1 && Math.Abs(differing[0].First - differing[0].Second) == Math.Abs(pagesApart));
        }

        private void Take(string word, StringBuilder words)
        {
            if (Roman(word) is > 0 and var roman)
            {
                _numbers.Add(roman);
                words.Append("i ");
                return;
            }

            for (var i = 0; i < word.Length;)
            {
                var end = i;
                while (end < word.Length && char.IsAsciiDigit(word[end]) && end - i < 9)
                    end++;
                if (end > i)
                {
                    _numbers.Add(int.Parse(word.AsSpan(i, end - i), NumberStyles.None, CultureInfo.InvariantCulture));
                    words.Append('0');
                    i = end;
                }
                else
                {
                    words.Append(word[i++]);
                }
            }

            words.Append(' ');
        }

        // Page numbers of prefaces.
        private static int Roman(string word)
        {
            var (value, before) = (0, 0);
            foreach (var c in word.Length <= 8 ? word : "?")
            {
                var digit = c switch { 'i' => 1, 'v' => 5, 'x' => 10, 'l' => 50, 'c' => 100, _ => 0 };
                if (digit == 0)
                    return 0;
                value += digit > before ? digit - (2 * before) : digit;
                before = digit;
            }

            return value;
        }
    }
}
