namespace Lodestone.Benchmarks;

/// <summary>A line of a plot.</summary>
/// <param name="Name">The label beside its end.</param>
/// <param name="Colour">An SVG colour.</param>
/// <param name="Dashed">Whether it is dashed, and has no marks.</param>
/// <param name="Points">The points from left to right; all coordinates above 0.</param>
internal sealed record PlotCurve(string Name, string Colour, bool Dashed, IReadOnlyList<(double X, double Y)> Points);
