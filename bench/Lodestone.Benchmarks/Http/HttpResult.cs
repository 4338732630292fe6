namespace Lodestone.Benchmarks;

/// <summary>What library and server did with one job.</summary>
/// <param name="Name">The job.</param>
/// <param name="Requests">Requests of a round.</param>
/// <param name="Items">Texts or pairs of a round.</param>
/// <param name="Library">The library in process.</param>
/// <param name="Http">The server.</param>
internal sealed record HttpResult(string Name, int Requests, int Items, Timings<float[][]> Library, Timings<float[][]> Http)
{
    /// <summary>The share of the library's rate that the server reaches.</summary>
    public double Share => Http.SpeedOver(Library);

    /// <summary>How the server's numbers differ from the library's.</summary>
    public float LargestDifference =>
        Library.Answer.Zip(Http.Answer, (library, http) => Statistics.LargestDifference(library, http)).Aggregate(0f, MathF.Max);
}
