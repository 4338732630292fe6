namespace Lodestone.Benchmarks;

/// <summary>The curve of growth: milliseconds per search over passages.</summary>
internal sealed class GrowthPlot(IReadOnlyList<GrowthResult> results)
{
    private static readonly string[] Colours = ["#0b6e99", "#b35900", "#2e7d32", "#7b1fa2"];

    public string Svg()
    {
        var curves = new List<PlotCurve>();
        foreach (var (mode, colour) in GrowthMode.Names.Zip(Colours))
        {
            curves.Add(new PlotCurve(mode, colour, Dashed: false, [.. results.Select(r => Point(r, r.Searches[mode].Median))]));
            curves.Add(new PlotCurve($"{mode}, p99", colour, Dashed: true, [.. results.Select(r => Point(r, r.Searches[mode].P99))]));
        }

        // The reference line of growth in proportion to the corpus.
        var (least, most) = (results[0], results[^1]);
        var start = least.Searches["hybrid"].Median;
        curves.Add(new PlotCurve(
            "as the corpus grows", "#888888", Dashed: true, [Point(least, start), Point(most, start * most.Passages / least.Passages)]));
        return new LogLogPlot("A search by the size of the collection", "passages", "milliseconds", curves).Svg();
    }

    private static (double X, double Y) Point(GrowthResult result, double seconds) => (result.Passages, seconds * 1000);
}
