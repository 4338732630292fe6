using System.Diagnostics;
using Lodestone.CrashDriver;
using Lodestone.Ingestion;
using Lodestone.Ingestion.Formats;
using Lodestone.Ingestion.Isolation.Host;
using Lodestone.Ingestion.Listing;
using Lodestone.Ingestion.Readers;

namespace Lodestone.Reliability.Tests.Isolation;

/// <summary>Damaged and hostile files of each format that a worker reads: seeded, 60 of each in every run and 1,500 in the long one.</summary>
public sealed class MutatedFilesTests
{
    private const int Hang = 3_600_000;
    private static readonly ExtractionOptions Bounds = new() { MaxTime = TimeSpan.FromSeconds(20) };

    // Slack for machines that do other work; the long run writes the figures down.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(60);

    public static TheoryData<string> Extensions => [".pdf", ".docx", ".html", ".md"];

    private static int Files => Limits.Long ? 1_500 : 60;

    [Theory(Timeout = Hang)]
    [MemberData(nameof(Extensions))]
    public async Task ReadAsync_MutatedFile_IsReadOrIsAProblemWithinTheBounds(string extension)
    {
        var workers = new WorkerPool(WorkerCommand.OfApplication, TimeProvider.System);
        var (read, refused, broken, slowest) = (0, 0, 0, TimeSpan.Zero);
        for (var seed = 0; seed < Files; seed++)
        {
            var started = Stopwatch.GetTimestamp();
            try
            {
                read += await CountAsync(workers, extension, MakeFile(extension, seed));
            }
            catch (UnreadableException problem)
            {
                Assert.False(string.IsNullOrWhiteSpace(problem.Message));
                Assert.NotEqual(ErrorCodes.ExtractionUnavailable, problem.Code);
                (refused, broken) = (refused + 1, broken + (problem.Code is null ? 0 : 1));
                if (problem.Code is not null)
                    TestContext.Current.SendDiagnosticMessage($"{extension} seed {seed}: {problem.Message}");
            }

            var took = Stopwatch.GetElapsedTime(started);
            slowest = took > slowest ? took : slowest;
            Assert.True(took < Bounds.MaxTime + Slack, $"{extension} seed {seed} took {took}");
        }

        TestContext.Current.SendDiagnosticMessage(FormattableString.Invariant(
            $"{extension}: {read} read, {refused} refused, {broken} of them by the worker's end, slowest {slowest.TotalSeconds:f1} s, ") +
            $"peak {workers.PeakResidentBytes >> 20} MiB");
        // Else the files never came as far as the text, or none was hostile.
        Assert.InRange(read, Files / 10, Files - 1);
        Assert.InRange(workers.PeakResidentBytes, 1, 1L << 30);
    }

    private static async Task<int> CountAsync(WorkerPool workers, string extension, byte[] content)
    {
        var read = 0;
        var file = new SourceFile($"/m{extension}", $"m{extension}", new FileStamp(content.Length, 0), Named: true);
        var reader = new IsolatedReader(FileFormats.Of(file.Path)!.Value, new ReadOptions { Extraction = Bounds }, workers);
        // A document that no collection stores, as with a field of 100,000 characters, is read here and refused there.
        await foreach (var item in reader.ReadAsync(file, new MemoryStream(content), TestContext.Current.CancellationToken))
            read |= item.Document is null ? 0 : 1;
        return read;
    }

    // Every fourth is made to hurt, and the others are damaged.
    private static byte[] MakeFile(string extension, int seed) => (seed % 4, extension) switch
    {
        (3, _) => HostileFiles.Make(extension, seed),
        (2, ".pdf") => PdfMutation.MakeFont(seed),
        (_, ".pdf") => PdfMutation.Make(seed),
        _ => Changed(HostileFiles.Valid(extension), new Random(seed)),
    };

    /// <summary>Changes bytes, or leaves out, repeats or moves a piece.</summary>
    private static byte[] Changed(byte[] content, Random random)
    {
        var changed = new List<byte>(content);
        for (var times = random.Next(1, 4); times > 0 && changed.Count > 2; times--)
        {
            var (start, length) = (random.Next(changed.Count), random.Next(1, 40));
            var piece = changed.GetRange(start, Math.Min(length, changed.Count - start));
            switch (random.Next(4))
            {
                case 0:
                    changed[start] = (byte)random.Next(256);
                    break;
                case 1:
                    changed.RemoveRange(start, piece.Count);
                    break;
                case 2:
                    changed.InsertRange(start, Enumerable.Repeat(piece, random.Next(1, 2_000)).SelectMany(p => p));
                    break;
                default:
                    changed.RemoveRange(start, piece.Count);
                    changed.InsertRange(random.Next(changed.Count + 1), piece);
                    break;
            }
        }

        return [.. changed];
    }
}
