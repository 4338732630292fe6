using System.Globalization;
using Lodestone.Cli.Output;
using Lodestone.Contracts;
using Spectre.Console;

namespace Lodestone.Cli.Maintenance;

/// <summary>A collection's statistics formatted for people.</summary>
internal static class StatsScreen
{
    public static void Show(IAnsiConsole screen, string name, StatsResponse stats)
    {
        var table = Tables.Create(screen, new ScreenColumn("collection", Number: false, Whole: true), (name, false));
        table.Row("documents", NumberFormat.Count(stats.Documents));
        table.Row("passages", NumberFormat.Count(stats.Passages));
        table.Row("changes", NumberFormat.Count(stats.Sequence));
        if (stats is { BiEncoder: { } model, BiEncoderChecksum: { } checksum })
        {
            var shown = checksum[..Math.Min(12, checksum.Length)];
            table.Row("bi-encoder", $"{model}, {NumberFormat.Count(stats.Dimensions)} dimensions, checksum {shown}");
        }

        table.Row("store", NumberFormat.Size(stats.StoreBytes));
        table.Row("indexes", NumberFormat.Size(stats.IndexBytes) + " on disk");
        if (stats.VectorIndex is { } health)
            Health(table, health);
        screen.Write(table);
        if (stats.Fields.Count > 0)
        {
            screen.Gap();
            screen.Write(Fields(screen, stats));
        }

        if (stats.Notices.Count > 0)
            screen.Gap();
        foreach (var notice in stats.Notices)
            screen.Say(notice);
    }

    // The name of a kind in filters and documentation.
    private static string Kind(string kind) => kind switch
    {
        "text" => "string",
        "textList" => "string list",
        _ => kind,
    };

    private static void Health(ScreenTable table, VectorIndexResponse health)
    {
        var hasGraph = health.Kind == "graph";
        table.Row("vector index", hasGraph ? "graph (HNSW)" : "every vector compared, exact");
        table.Row("in memory", NumberFormat.Size(health.MemoryBytes));
        if (health.Removed > 0)
            table.Row("removed vectors", $"{NumberFormat.Count(health.Removed)}, their places not yet used again");
        if (!hasGraph)
            return;
        // Rounds down, so that nearly all never shows as all.
        table.Row("reachable", (Math.Floor(health.ReachableShare * 10_000) / 10_000).ToString("P2", CultureInfo.InvariantCulture));
        if (health.SampledRecall is { } recall)
            table.Row(
                "recall@10", $"{recall.ToString("F3", CultureInfo.InvariantCulture)} on a sample of {NumberFormat.Count(health.Sample)}");
    }

    private static ScreenTable Fields(IAnsiConsole screen, StatsResponse stats)
    {
        var table = Tables.Create(screen, new ScreenColumn("field", Number: false, Whole: true), ("holds", false));
        foreach (var (field, kinds) in stats.Fields.OrderBy(f => f.Key, StringComparer.Ordinal))
            table.Row(field, string.Join(", ", kinds.Select(Kind)));
        return table;
    }
}
