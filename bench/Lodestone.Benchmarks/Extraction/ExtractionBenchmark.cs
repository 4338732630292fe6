using System.Diagnostics;
using Lodestone.Ingestion;

namespace Lodestone.Benchmarks;

/// <summary>Measures how much longer a folder takes when its files are parsed by workers and not in the process itself.</summary>
/// <remarks>Each reading is a process of its own, as a run of the command line is: the start of the workers counts.</remarks>
internal sealed class ExtractionBenchmark : IBenchmark
{
    private const string Workers = "workers";
    private const string InProcess = "in-process";
    private const double MostRatio = 1.10;

    public async Task<BenchmarkReport> RunAsync(BenchmarkContext context)
    {
        var files = context.Quick ? 40 : 500;
        var rounds = context.RoundsOr(full: 9, quick: 2);
        var corpus = JsonLines.Read(context.Shared.Require(Path.Combine("datasets", "scifact", "corpus.jsonl")));
        var folder = Path.Combine(Path.GetTempPath(), $"lodestone-extraction-{Environment.ProcessId}");
        var (isolated, own) = (new List<ExtractionRound>(), new List<ExtractionRound>());
        try
        {
            OrdinaryFiles.Write(folder, [.. corpus.Select(d => d.GetProperty("text").GetString()!)], files);
            for (var round = 0; round < rounds; round++)
            {
                isolated.Add(await ChildProcess.RunAsync<ExtractionRound>(ChildTasks.Extraction, folder, Workers));
                own.Add(await ChildProcess.RunAsync<ExtractionRound>(ChildTasks.Extraction, folder, InProcess));
                BenchmarkContext.Progress($"  {round + 1} of {rounds}: {isolated[^1].Seconds:0.00} s, {own[^1].Seconds:0.00} s");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        var faults = isolated.Concat(own).Where(r => r.Documents != files || r.Characters != own[0].Characters)
            .Select(r => $"{r.Documents} documents of {r.Characters} characters were read, and not {files} of {own[0].Characters}.").ToArray();
        var ratio = Median(isolated) / Median(own);
        var table = new MarkdownTable("", "seconds", "fastest", "slowest");
        foreach (var (name, times) in new[] { ("by workers", isolated), ("in process", own) })
            table.Row(name, $"{Median(times):0.00}", $"{times.Min(t => t.Seconds):0.00}", $"{times.Max(t => t.Seconds):0.00}");
        var text = $"""
            Reading {files} ordinary files by workers takes {Figure.Ratio(ratio)} the time of reading them in process (bound: {MostRatio:0.00}×).

            {table}
            Medians of {Figure.Rounds(rounds)}, which alternate. Each is a process of its own that reads the folder: a quarter each of Markdown, HTML,
            PDF and DOCX, of one to six abstracts of scifact. The start of the workers, and compiling the parsers, are in the time.
            """;
        return new BenchmarkReport(
            "extraction", "How much longer does a folder take when workers parse its files?", text, new { Isolated = isolated, InProcess = own }, faults);
    }

    /// <summary>Reads the folder in this process, which is a child's.</summary>
    public static async Task<ExtractionRound> MeasureAsync(string folder, string way)
    {
        var options = new ReadOptions { Extraction = new ExtractionOptions { InProcess = way == InProcess } };
        var started = Stopwatch.GetTimestamp();
        var (documents, characters) = (0, 0L);
        await foreach (var item in DocumentSource.ReadAsync([folder], options))
        {
            documents += item.Document is null ? 0 : 1;
            characters += item.Document?.Text.Length ?? 0;
        }

        return new ExtractionRound(Stopwatch.GetElapsedTime(started).TotalSeconds, documents, characters);
    }

    private static double Median(IEnumerable<ExtractionRound> rounds) => Statistics.Median([.. rounds.Select(r => r.Seconds)]);
}

/// <summary>One reading of the folder.</summary>
internal sealed record ExtractionRound(double Seconds, int Documents, long Characters);
