using System.Globalization;

namespace Lodestone.Reliability.Tests;

/// <summary>How much is tried: little in every run of the tests, much where LODESTONE_RELIABILITY is 'long' (eng/reliability).</summary>
internal static class Limits
{
    public static bool Long { get; } = Environment.GetEnvironmentVariable("LODESTONE_RELIABILITY") == "long";

    /// <summary>Rounds of killing, over all settings.</summary>
    public static int KillRounds => Long ? 200 : 20;

    /// <summary>How long writers, readers and searches run beside each other.</summary>
    public static TimeSpan Concurrency => TimeSpan.FromSeconds(Long ? Minutes * 60 : 8);

    public static int OneWordDocuments => Long ? 1_000_000 : 20_000;

    /// <summary>How often a disk fills up.</summary>
    public static int FullDisks => Long ? 96 : 12;

    public static int Cancellations => Long ? 400 : 40;

    /// <summary>What everything random begins with; LODESTONE_SEED repeats a run, as far as the clock lets it.</summary>
    public static int Seed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("LODESTONE_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : 20_261_124;

    private static double Minutes =>
        double.TryParse(Environment.GetEnvironmentVariable("LODESTONE_MINUTES"), CultureInfo.InvariantCulture, out var minutes) ? minutes : 5;
}
