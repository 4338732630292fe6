using System.Diagnostics;
using Lodestone.Ingestion;

namespace Lodestone.CrashDriver;

/// <summary>Reads files that may end the process, and says before each which it is.</summary>
internal static class Extraction
{
    public static async Task RunAsync(string folder, CancellationToken cancellationToken)
    {
        await foreach (var item in DocumentSource.ReadAsync([folder], cancellationToken: cancellationToken))
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
            await foreach (var item in DocumentSource.ReadAsync([path], cancellationToken: cancellationToken))
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
