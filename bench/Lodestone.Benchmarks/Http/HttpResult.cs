namespace Lodestone.Benchmarks;

/// <summary>The results of library and server for one job.</summary>
/// <param name="Name">The job.</param>
/// <param name="Requests">The number of requests of a round.</param>
/// <param name="Items">The number of texts or pairs of a round.</param>
/// <param name="Library">The library in process.</param>
/// <param name="Http">The server.</param>
internal sealed record HttpResult(string Name, int Requests, int Items, Timings<float[][]> Library, Timings<float[][]> Http)
{
    /// <summary>The server's rate as a share of the library's.</summary>
    public double Share => Http.SpeedOver(Library);

    /// <summary>The largest difference between the server's numbers and the library's.</summary>
    public float LargestDifference =>
        Library.Answer.Zip(Http.Answer, (library, http) => Statistics.LargestDifference(library, http)).Aggregate(0f, MathF.Max);
}
