using System.Diagnostics;
using Lodestone.Ingestion;
using Lodestone.Ingestion.Isolation.Host;
using Lodestone.Ingestion.Listing;
using Lodestone.Ingestion.Readers;

namespace Lodestone.CrashDriver;

/// <summary>Reads files that may end the process, and says before each which it is.</summary>
internal static class Extraction
{
    // The guards in front of the parsers are tried here, and a worker would hide that one of them fails.
    private static readonly ReadOptions InProcess = new() { Extraction = new ExtractionOptions { InProcess = true } };

    /// <summary>How a worker is started whose parser fails.</summary>
    public static WorkerCommand Worker(string driver) => new("dotnet", [driver, "worker"]);

    public static async Task HostAsync(string path, CancellationToken cancellationToken)
    {
        var workers = new WorkerPool(() => Worker(typeof(Extraction).Assembly.Location), TimeProvider.System);
        await using var stream = File.OpenRead(path);
        var file = new SourceFile(path, Path.GetFileName(path), new FileStamp(stream.Length, 0), Named: true);
        await foreach (var item in new IsolatedReader(FileFormat.Html, new ReadOptions(), workers).ReadAsync(file, stream, cancellationToken))
            Console.WriteLine($"text {item.Document?.Text}");
    }

    public static async Task RunAsync(string folder, CancellationToken cancellationToken)
    {
        await foreach (var item in DocumentSource.ReadAsync([folder], InProcess, cancellationToken))
            Console.WriteLine(Line(item));
        Console.WriteLine($"peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB");
    }

    public static async Task MutateAsync(string folder, bool fonts, int first, int count, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, "mutated.pdf");
        var (read, leftOut) = (0, 0);
        for (var seed = first; seed < first + count; seed++)
        {
            await File.WriteAllBytesAsync(path, fonts ? PdfMutation.MakeFont(seed) : PdfMutation.Make(seed), cancellationToken);
            Console.WriteLine($"seed {seed}");
            var clock = Stopwatch.StartNew();
            await foreach (var item in DocumentSource.ReadAsync([path], InProcess, cancellationToken))
            {
                read += item.Document is null ? 0 : 1;
                leftOut += item.Notes.Any(n => n.Kind == ReadNoteKind.FontLeftOut) ? 1 : 0;
            }

            if (clock.Elapsed > TimeSpan.FromSeconds(5))
                Console.WriteLine($"slow {seed}: {clock.ElapsedMilliseconds} ms");
        }

        Console.WriteLine($"read {read} of {count}, {leftOut} without a font, peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB");
    }

    private static string Line(ReadItem item) => item.Problem is { } problem
        ? $"{Path.GetFileName(problem.Path)}|{problem.Kind}|{problem.Reason}"
        : $"{Path.GetFileName(item.Path)}|Text|{string.Concat(item.Notes.Select(n => $"[{n.Kind}]"))}{Start(item.Document!.Text)}";

    private static string Start(string text) => text[..Math.Min(60, text.Length)].ReplaceLineEndings(" ");
}
