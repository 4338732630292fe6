using System.Diagnostics;
using Lodestone.CrashDriver;
using Lodestone.Ingestion;
using Lodestone.Ingestion.Formats;
using Lodestone.Ingestion.Isolation.Host;
using Lodestone.Ingestion.Listing;
using Lodestone.Ingestion.Readers;
using Lodestone.TestSupport;

namespace Lodestone.Reliability.Tests.Isolation;

/// <summary>Damaged and hostile files of each format that a worker reads: seeded, 60 of each in every run and 1,500 in the long one.</summary>
public sealed class MutatedFilesTests
{
    private const int Hang = 3_600_000;

    // Longer in every run of the tests, whose machine may do other work: a file that takes seconds is to be read there too.
    private static readonly ExtractionOptions Bounds = new() { MaxTime = TimeSpan.FromSeconds(Limits.Long ? 20 : 60) };

    // Slack for machines that do other work; the long run writes the figures down.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(60);

    private const int MaxRepeats = 2_000;

    public static TheoryData<string> Extensions =>
        [".pdf", ".docx", ".html", ".md", ".pptx", ".xlsx", ".epub", ".odt", ".rtf", ".eml", ".ipynb"];

    private static int Files => Limits.Long ? 1_500 : 60;

    [Theory(Timeout = Hang)]
    [MemberData(nameof(Extensions))]
    public async Task ReadAsync_MutatedFile_IsReadOrIsAProblemWithinTheBounds(string extension)
    {
        var workers = new WorkerPool(WorkerCommand.OfApplication, TimeProvider.System);
        var (read, refused, broken, slowest) = (0, 0, 0, TimeSpan.Zero);
        for (var seed = 0; seed < Files; seed++)
        {
            var content = MakeFile(extension, seed);
            var started = Stopwatch.GetTimestamp();
            try
            {
                var (isRead, hasProblem) = await ReadAsync(workers, extension, content);
                (read, refused) = (read + (isRead ? 1 : 0), refused + (hasProblem ? 1 : 0));
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
        Assert.InRange(read, Files / 10, Files);
        Assert.InRange(refused, 1, Files);
        Assert.InRange(workers.PeakResidentBytes, 1, 1L << 30);
    }

    private static async Task<(bool IsRead, bool HasProblem)> ReadAsync(WorkerPool workers, string extension, byte[] content)
    {
        var (isRead, hasProblem) = (false, false);
        var file = new SourceFile($"/m{extension}", $"m{extension}", new FileStamp(content.Length, 0), Named: true);
        var reader = new IsolatedReader(FileFormats.Of(file.Path)!.Value, new ReadOptions { Extraction = Bounds }, workers);
        // A document that no collection stores, as with a field of 100,000 characters, is read here and refused there.
        await foreach (var item in reader.ReadAsync(file, new MemoryStream(content), TestContext.Current.CancellationToken))
            (isRead, hasProblem) = (isRead || item.Document is not null, hasProblem || item.Problem is not null);
        return (isRead, hasProblem);
    }

    // Every fourth is made to hurt, and the others are damaged.
    private static byte[] MakeFile(string extension, int seed) => (seed % 4, extension) switch
    {
        (3, _) => HostileFiles.Make(extension, seed),
        (2, ".pdf") => PdfMutation.MakeFont(seed),
        (_, ".pdf") => PdfMutation.Make(seed),
        (_, ".docx" or ".html" or ".md") => SampleFiles.Damaged(HostileFiles.Valid(extension), new Random(seed), MaxRepeats),
        // In an archive, mostly a part of it: a change of its own bytes seldom comes as far as the text.
        _ => SampleFiles.Damaged(extension, new Random(seed), inside: seed % 4 > 0, MaxRepeats),
    };
}
