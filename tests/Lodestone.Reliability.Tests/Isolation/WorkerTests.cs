using System.Diagnostics;
using System.Globalization;
using Lodestone.CrashDriver;
using Lodestone.Ingestion;
using Lodestone.Ingestion.Formats;
using Lodestone.Ingestion.Isolation.Host;
using Lodestone.Ingestion.Listing;
using Lodestone.Ingestion.Readers;
using Lodestone.TestSupport;

namespace Lodestone.Reliability.Tests.Isolation;

/// <summary>A parser that fails in every way that ends or fills a process is a problem of its file, and the next file is read.</summary>
public sealed class WorkerTests
{
    private const int Hang = 300_000;
    private static readonly string DriverPath = Path.Combine(AppContext.BaseDirectory, "Lodestone.CrashDriver.dll");
    private static readonly ExtractionOptions Tight = new() { MaxMemoryBytes = 192L << 20, MaxTime = TimeSpan.FromSeconds(60) };

    private readonly WorkerPool _workers = new(() => new WorkerCommand("dotnet", [DriverPath, "worker"]), TimeProvider.System);

    [Theory(Timeout = Hang)]
    [InlineData("stack", ReadProblemKind.Malformed, ErrorCodes.ExtractionFailed, "ended")]
    [InlineData("exit", ReadProblemKind.Malformed, ErrorCodes.ExtractionFailed, "exit code 3")]
    [InlineData("throw", ReadProblemKind.Malformed, ErrorCodes.ExtractionFailed, "A parser's own mistake")]
    [InlineData("garbage", ReadProblemKind.Malformed, ErrorCodes.ExtractionFailed, "no answer")]
    [InlineData("other", ReadProblemKind.Malformed, ErrorCodes.ExtractionFailed, "no answer")]
    [InlineData("heap", ReadProblemKind.TooLarge, ErrorCodes.ExtractionBound, "192 MiB")]
    [InlineData("native", ReadProblemKind.TooLarge, ErrorCodes.ExtractionBound, "192 MiB")]
    [InlineData("output", ReadProblemKind.TooLarge, ErrorCodes.ExtractionBound, "512 MiB")]
    public async Task ReadAsync_FailingParser_IsAProblemOfItsFileAndTheNextIsRead(
        string fault, ReadProblemKind kind, string code, string reason)
    {
        Assert.Equal("words", Assert.Single(await ReadAsync("before", Tight)).Document!.Text);
        var failed = await Assert.ThrowsAsync<UnreadableException>(() => ReadAsync(fault, Tight));
        Assert.Equal((kind, code), (failed.Kind, failed.Code));
        Assert.Contains(reason, failed.Message, StringComparison.Ordinal);
        Assert.Equal("words", Assert.Single(await ReadAsync("after", Tight)).Document!.Text);
        Assert.InRange(_workers.PeakResidentBytes, 1, (192L + 128) << 20);
    }

    [Fact(Timeout = Hang)]
    public async Task ReadAsync_EndlessParser_IsEndedByItsTime()
    {
        var failed = await Assert.ThrowsAsync<UnreadableException>(() => ReadAsync("loop", Tight with { MaxTime = TimeSpan.FromSeconds(1) }));
        Assert.Equal((ReadProblemKind.TooLarge, ErrorCodes.ExtractionBound), (failed.Kind, failed.Code));
        Assert.Contains("1 s", failed.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Hang)]
    public async Task ReadAsync_OrdinaryFiles_AreReadByOneWorker()
    {
        var first = Assert.Single(await ReadAsync("process", Tight)).Document!.Text;
        Assert.NotEqual(Environment.ProcessId.ToString(CultureInfo.InvariantCulture), first);
        Assert.Equal(first, Assert.Single(await ReadAsync("process", Tight)).Document!.Text);
        Assert.Equal("words", Assert.Single(await ReadAsync("errors", Tight)).Document!.Text);
        Assert.Equal(first, Assert.Single(await ReadAsync("process", Tight)).Document!.Text);
    }

    [Fact(Timeout = Hang)]
    public async Task ReadAsync_Cancelled_EndsTheWorker()
    {
        using var stop = new CancellationTokenSource();
        var worker = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var item in Items("loop", Tight, stop.Token))
            {
                worker = int.Parse(item.Document!.Text, CultureInfo.InvariantCulture);
                await stop.CancelAsync();
            }
        });
        await Waiting.UntilAsync(() => IsGone(worker));
    }

    [Fact(Timeout = Hang)]
    public async Task ReadAsync_CallerThatStops_EndsTheWorker()
    {
        var worker = 0;
        await foreach (var item in Items("loop", Tight, TestContext.Current.CancellationToken))
        {
            worker = int.Parse(item.Document!.Text, CultureInfo.InvariantCulture);
            break;
        }

        await Waiting.UntilAsync(() => IsGone(worker));
    }

    [Fact(Timeout = Hang)]
    public async Task Host_Killed_TakesItsWorkerWithItInTheMiddleOfAFile()
    {
        using var folder = new TemporaryFolder();
        folder.Write("loop.html", "x");
        using var host = Driver.Start("host", folder["loop.html"]);
        await host.SaysAsync("text ");
        var worker = int.Parse(host.Output.Trim().Split(' ')[1], CultureInfo.InvariantCulture);
        Assert.False(IsGone(worker));
        await host.KillAsync();
        await Waiting.UntilAsync(() => IsGone(worker));
    }

    [Fact(Timeout = Hang)]
    public async Task Worker_OnLinux_HasNoNetworkNoWritingNoProcessesAndNoSecrets()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("The filter is Linux's.");
        Environment.SetEnvironmentVariable("LODESTONE_SECRET", "told");
        Assert.Equal(
            "write False\nfolder False\nsocket False\nprocess False\nread True\nthread True\nsecret none",
            Assert.Single(await ReadAsync("reach", Tight)).Document!.Text);
    }

    /// <summary>With no guard before the parser: the bounds hold by themselves.</summary>
    [Theory(Timeout = Hang)]
    [InlineData("text-bomb", ErrorCodes.ExtractionBound)]
    [InlineData("reference-to-itself", ErrorCodes.ExtractionFailed)]
    [InlineData("form-draws-itself", ErrorCodes.ExtractionFailed)]
    [InlineData("nested", ErrorCodes.ExtractionFailed)]
    public async Task ReadAsync_UnguardedPdf_BreaksABoundOrItsWorker(string name, string code)
    {
        var pdf = name switch
        {
            "text-bomb" => HostileFiles.TextBomb(300),
            "nested" => HostileFiles.NestedPdf(1_000_000),
            _ => HostilePdf.All[name].Pdf.Build(),
        };
        var failed = await Assert.ThrowsAsync<UnreadableException>(() => ReadAsync("pdf", new ExtractionOptions(), pdf));
        Assert.Equal(code, failed.Code);
        Assert.InRange(_workers.PeakResidentBytes, 1, 1L << 30);
    }

    [Theory(Timeout = Hang)]
    [InlineData("/no/such/program")]
    [InlineData("dotnet")]
    public async Task ReadAsync_NoWorker_IsAProblemThatNamesTheOption(string program)
    {
        var workers = new WorkerPool(() => new WorkerCommand(program, ["--version"]), TimeProvider.System);
        await AssertUnavailableAsync(workers);
        await AssertUnavailableAsync(new WorkerPool(() => null, TimeProvider.System));
    }

    private async Task AssertUnavailableAsync(WorkerPool workers)
    {
        for (var again = 0; again < 2; again++)
        {
            var failed = await Assert.ThrowsAsync<UnreadableException>(() => ReadAsync("words", Tight, workers: workers));
            Assert.Equal(
                (ReadProblemKind.Inaccessible, ErrorCodes.ExtractionUnavailable, nameof(ExtractionOptions.InProcess)),
                (failed.Kind, failed.Code, failed.Option));
        }
    }

    private async Task<List<ReadItem>> ReadAsync(string fault, ExtractionOptions bounds, byte[]? content = null, WorkerPool? workers = null)
    {
        var items = new List<ReadItem>();
        await foreach (var item in Items(fault, bounds, TestContext.Current.CancellationToken, content, workers))
        {
            // Not all that an endless parser writes is kept.
            if (items.Count < 4)
                items.Add(item);
        }

        return items;
    }

    private IAsyncEnumerable<ReadItem> Items(
        string fault, ExtractionOptions bounds, CancellationToken cancellationToken, byte[]? content = null, WorkerPool? workers = null)
    {
        content ??= [1, 2, 3];
        var file = new SourceFile($"/{fault}.html", $"{fault}.html", new FileStamp(content.Length, 0), Named: true);
        return new IsolatedReader(FileFormat.Html, new ReadOptions { Extraction = bounds }, workers ?? _workers)
            .ReadAsync(file, new MemoryStream(content), cancellationToken);
    }

    private static bool IsGone(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return found.HasExited;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }
}
