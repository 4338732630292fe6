using System.Globalization;
using System.Net;
using System.Text;

namespace Lodestone.Benchmarks;

/// <summary>Curves over two logarithmic axes, as a self-contained SVG picture.</summary>
internal sealed class LogLogPlot(string title, string across, string up, IReadOnlyList<PlotCurve> curves)
{
    private const double Width = 870;
    private const double Height = 480;
    private const double Left = 70;
    private const double Right = 640;
    private const double Top = 44;
    private const double Bottom = 424;
    private const double LabelHeight = 15;

    private readonly StringBuilder _svg = new();
    private readonly (double Least, double Most) _x = Decades(curves.SelectMany(c => c.Points).Select(p => p.X));
    private readonly (double Least, double Most) _y = Decades(curves.SelectMany(c => c.Points).Select(p => p.Y));

    public string Svg()
    {
        _svg.Clear();
        Add($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" font-family="sans-serif" font-size="12">""");
        Add($"""<rect width="{Width}" height="{Height}" fill="#ffffff"/>""");
        Text(Left, 24, title, size: 16);
        Axes();
        foreach (var curve in curves)
            Draw(curve);
        Labels();
        _svg.Append("</svg>\n");
        return _svg.ToString();
    }

    private void Axes()
    {
        for (var decade = _x.Least; decade <= _x.Most; decade++)
        {
            var x = AtX(Math.Pow(10, decade));
            Line(x, Top, x, Bottom, "#dddddd");
            Text(x, Bottom + 18, Number(Math.Pow(10, decade)), anchor: "middle");
        }

        for (var decade = _y.Least; decade <= _y.Most; decade++)
        {
            for (var step = 1; step <= (decade < _y.Most ? 9 : 1); step++)
            {
                var y = AtY(step * Math.Pow(10, decade));
                Line(Left, y, Right, y, step == 1 ? "#dddddd" : "#f3f3f3");
            }

            Text(Left - 8, AtY(Math.Pow(10, decade)) + 4, Number(Math.Pow(10, decade)), anchor: "end");
        }

        Line(Left, Bottom, Right, Bottom, "#444444");
        Line(Left, Top, Left, Bottom, "#444444");
        Text((Left + Right) / 2, Bottom + 40, across, anchor: "middle");
        var middle = (Top + Bottom) / 2;
        Add($"""<text x="18" y="{middle:0.#}" text-anchor="middle" transform="rotate(-90 18 {middle:0.#})">{Escape(up)}</text>""");
    }

    private void Draw(PlotCurve curve)
    {
        var points = string.Join(' ', curve.Points.Select(p => Invariant($"{AtX(p.X):0.#},{AtY(p.Y):0.#}")));
        var dash = curve.Dashed ? """ stroke-dasharray="5 4" """ : " ";
        Add($"""<polyline points="{points}" fill="none" stroke="{curve.Colour}" stroke-width="{(curve.Dashed ? 1.2 : 2)}"{dash}/>""");
        if (curve.Dashed)
            return;
        foreach (var (x, y) in curve.Points)
            Add($"""<circle cx="{AtX(x):0.#}" cy="{AtY(y):0.#}" r="3.5" fill="{curve.Colour}"><title>{Number(y)}</title></circle>""");
    }

    /// <summary>Each name beside its curve's end; overlapping names are moved down.</summary>
    private void Labels()
    {
        var free = Top;
        foreach (var curve in curves.OrderBy(c => AtY(c.Points[^1].Y)))
        {
            var end = AtY(curve.Points[^1].Y);
            free = Math.Max(free, end);
            var last = AtX(curve.Points[^1].X);
            Line(last + 6, end, Right + 14, free, "#cccccc");
            Text(Right + 18, free + 4, $"{curve.Name}: {Number(curve.Points[^1].Y)}", fill: curve.Colour);
            free += LabelHeight;
        }
    }

    private double AtX(double value) => Left + ((Right - Left) * (Math.Log10(value) - _x.Least) / (_x.Most - _x.Least));

    private double AtY(double value) => Bottom - ((Bottom - Top) * (Math.Log10(value) - _y.Least) / (_y.Most - _y.Least));

    private void Line(double x1, double y1, double x2, double y2, string colour) =>
        Add($"""<line x1="{x1:0.#}" y1="{y1:0.#}" x2="{x2:0.#}" y2="{y2:0.#}" stroke="{colour}"/>""");

    private void Text(double x, double y, string text, string anchor = "start", int size = 12, string fill = "#222222") =>
        Add($"""<text x="{x:0.#}" y="{y:0.#}" text-anchor="{anchor}" font-size="{size}" fill="{fill}">{Escape(text)}</text>""");

    private void Add(FormattableString element) => _svg.Append(Invariant(element)).Append('\n');

    private static (double Least, double Most) Decades(IEnumerable<double> values)
    {
        var all = values.ToArray();
        var (least, most) = (Math.Floor(Math.Log10(all.Min())), Math.Ceiling(Math.Log10(all.Max())));
        return (least, Math.Max(most, least + 1));
    }

    private static string Number(double value) =>
        value.ToString(value >= 100 ? "#,0" : value >= 10 ? "0.#" : "0.##", CultureInfo.InvariantCulture);

    private static string Escape(string text) => WebUtility.HtmlEncode(text);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
