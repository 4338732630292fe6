namespace Lodestone.Cli;

/// <summary>Sums over a report.</summary>
internal static class IndexingReports
{
    /// <summary>Documents that were taken in or found there.</summary>
    public static int Documents(this IndexingReport report) => report.Added + report.Replaced + report.Unchanged + report.Superseded;
}
