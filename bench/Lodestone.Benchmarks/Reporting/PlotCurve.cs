namespace Lodestone.Benchmarks;

/// <summary>A line of a plot.</summary>
/// <param name="Name">What stands beside its end.</param>
/// <param name="Colour">An SVG colour.</param>
/// <param name="Dashed">Whether it is broken, and has no marks.</param>
/// <param name="Points">Where it goes, from left to right; all above 0.</param>
internal sealed record PlotCurve(string Name, string Colour, bool Dashed, IReadOnlyList<(double X, double Y)> Points);
