using Lodestone.Ingestion.Watching;
using Lodestone.TestSupport;

namespace Lodestone.Ingestion.Tests;

/// <summary>A watched folder, with reports and a clock of the test's own.</summary>
public sealed class WatchTests : IAsyncDisposable
{
    private static readonly WatchOptions Times = new()
    {
        Pause = TimeSpan.FromSeconds(1), Patience = TimeSpan.FromSeconds(5), PollEvery = TimeSpan.FromMinutes(1),
    };

    private readonly TemporaryFiles _files = new();
    private readonly ManualTimers _clock = new();
    private readonly ScriptedReports _reports = new();
    private IAsyncEnumerator<SourceChange>? _watch;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_watch is not null)
            await _watch.DisposeAsync();
        _files.Dispose();
    }

    [Fact]
    public async Task WatchAsync_Start_ReadsEverythingAndThenWhatChanged()
    {
        _files.Add("a.md", "one");
        _files.Add("b.md", "two");
        Assert.Equal(["a.md", "b.md"], await FirstAsync());
        _files.Add("b.md", "three and more");
        Assert.Equal(["b.md"], await AfterAsync("b.md"));
        Assert.Equal(["a.md", "b.md"], Listed());
        Assert.Equal(["a.md"], Unread());
    }

    /// <summary>An editor writes another file, and renames it over the first.</summary>
    [Fact]
    public async Task WatchAsync_AtomicSave_IsAChangeOfTheFileAlone()
    {
        _files.Add("a.md", "one");
        await FirstAsync();
        _files.Add("a.md~", "two, longer");
        File.Move(Full("a.md~"), Full("a.md"), overwrite: true);
        Assert.Equal(["a.md"], await AfterAsync("a.md~", "a.md"));
        Assert.Equal(["a.md"], Listed());
    }

    [Fact]
    public async Task WatchAsync_FolderRenamed_ReadsItsFilesUnderTheNewNames()
    {
        _files.Add("old/a.md", "one");
        _files.Add("old/sub/b.md", "two");
        _files.Add("c.md", "three");
        await FirstAsync();
        Directory.Move(Full("old"), Full("new"));
        // The system reports the folder, not its files.
        Assert.Equal(["new/a.md", "new/sub/b.md"], await AfterAsync("old", "new"));
        Assert.Equal(["c.md", "new/a.md", "new/sub/b.md"], Listed());
    }

    [Fact]
    public async Task WatchAsync_ExtensionRenamed_ComesAndGoes()
    {
        _files.Add("a.md", "one");
        _files.Add("b.md", "two");
        await FirstAsync();
        File.Move(Full("a.md"), Full("a.bak"));
        Assert.Empty(await AfterAsync("a.md", "a.bak"));
        Assert.Equal(["b.md"], Listed());
        File.Move(Full("a.bak"), Full("a.md"));
        Assert.Equal(["a.md"], await AfterAsync("a.bak", "a.md"));
    }

    [Fact]
    public async Task WatchAsync_DeletedAndMadeAgainWithinThePause_IsReadEvenWithItsOldSizeAndTime()
    {
        var path = _files.Add("a.md", "one");
        var time = File.GetLastWriteTimeUtc(path);
        await FirstAsync();
        File.Delete(path);
        _files.Add("a.md", "eno");
        File.SetLastWriteTimeUtc(path, time);
        Assert.Equal(["a.md"], await AfterAsync("a.md", "a.md"));
        Assert.Equal(["a.md"], Listed());
    }

    [Theory]
    [InlineData("a.md", "A.md")]
    [InlineData("é.md", "e\u0301.md")]
    public async Task WatchAsync_NameThatDiffersInCaseOrNormalization_IsAnotherFile(string from, string to)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems may take both for one name.");
        _files.Add(from, "one");
        await FirstAsync();
        File.Move(Full(from), Full(to));
        Assert.Equal([to], await AfterAsync(from, to));
        Assert.Equal([to], Listed());
    }

    /// <summary>A burst ends after a pause; a file that is written all the time waits, and the others do not.</summary>
    [Fact]
    public async Task WatchAsync_FileStillBeingWritten_IsReadWhenItRests()
    {
        _files.Add("a.md", "one");
        _files.Add("log.md", "one");
        await FirstAsync();
        _files.Add("a.md", "two, longer");
        var next = NextAsync();
        _reports.Report("a.md", "log.md");
        await SetAsync();
        for (var waited = TimeSpan.Zero; waited < Times.Patience;)
        {
            var rest = await SetAsync();
            _clock.Advance(rest / 2);
            _files.Add("log.md", $"one{waited}");
            _reports.Report("log.md");
            _clock.Advance(rest - (rest / 2));
            waited += rest;
        }

        Assert.Equal(["a.md"], await next);
        Assert.Equal(["log.md"], Unread());
        next = NextAsync();
        await SetAsync();
        _clock.Advance(Times.Pause);
        Assert.Equal(["log.md"], await next);
    }

    [Fact]
    public async Task WatchAsync_Burst_IsOneChange()
    {
        await FirstAsync();
        var names = Enumerable.Range(0, 2_000).Select(i => FormattableString.Invariant($"{i:D4}.md")).ToArray();
        foreach (var name in names)
            _files.Add(name, "one");
        Assert.Equal(names, await AfterAsync(names));
    }

    [Fact]
    public async Task WatchAsync_Overflow_ComparesEverythingAndSaysSo()
    {
        _files.Add("a.md", "one");
        _files.Add("b.md", "two");
        await FirstAsync();
        var next = NextAsync();
        _reports.Changes!.Overflowed();
        await PauseAsync();
        Assert.Equal(["a.md", "b.md"], await next);
        Assert.True(_watch!.Current.IsComplete);
        Assert.Single(_watch.Current.Notices);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WatchAsync_SystemThatReportsNothing_IsListedFromTimeToTimeAndSaidSo(bool fails)
    {
        (_reports.Reason, _reports.Fails) = fails ? (null, true) : ("it is on a network drive", false);
        _files.Add("a.md", "one");
        Assert.Equal(["a.md"], await FirstAsync());
        Assert.Contains(fails ? "limit" : "network", Assert.Single(_watch!.Current.Notices), StringComparison.Ordinal);
        _files.Add("b.md", "two");
        var next = NextAsync();
        Assert.Equal(Times.PollEvery, await SetAsync());
        _clock.Advance(Times.PollEvery);
        // Found once, it may still be being written.
        Assert.Equal(Times.Pause, await SetAsync());
        _clock.Advance(Times.Pause);
        Assert.Equal(["b.md"], await next);
    }

    [Fact]
    public async Task WatchAsync_LimitReachedLater_GoesOnByListing()
    {
        _files.Add("a.md", "one");
        await FirstAsync();
        var next = NextAsync();
        // Once for each folder that cannot be watched, as the system does.
        _reports.Changes!.Failed(_files.Folder);
        _reports.Changes!.Failed(_files.Folder);
        await PauseAsync();
        Assert.Equal(["a.md"], await next);
        Assert.Contains("limit", Assert.Single(_watch!.Current.Notices), StringComparison.Ordinal);
        _reports.Changes!.Failed(_files.Folder);
        next = NextAsync();
        await PauseAsync();
        Assert.Equal(["a.md"], await next);
        Assert.Empty(_watch!.Current.Notices);
    }

    [Fact]
    public async Task WatchAsync_FolderAwayAndBack_RemovesNothingAndStartsAgain()
    {
        _files.Add("docs/a.md", "one");
        await FirstAsync("docs");
        Directory.Move(Full("docs"), Full("away"));
        var next = NextAsync();
        _reports.Report("docs");
        await PauseAsync();
        Assert.Empty(await next);
        Assert.Empty(_watch!.Current.Source.Folders);
        Assert.Contains("not there", Assert.Single(_watch.Current.Notices), StringComparison.Ordinal);
        Directory.Move(Full("away"), Full("docs"));
        next = NextAsync();
        await SetAsync();
        _clock.Advance(Times.PollEvery);
        Assert.Equal(["a.md"], await next);
        Assert.Equal(2, _reports.Starts);
    }

    [Fact]
    public async Task WatchAsync_IgnoreFileWritten_TakesItsFilesOut()
    {
        _files.Add("a.md", "one");
        _files.Add("b.md", "two");
        await FirstAsync();
        _files.Add(".lodestoneignore", "b.md\n");
        Assert.Empty(await AfterAsync(".lodestoneignore"));
        Assert.Equal(["a.md"], Listed());
    }

    [Fact]
    public async Task WatchAsync_ChangeThatWasNotRead_ComesAgain()
    {
        _files.Add("a.md", "one");
        await FirstAsync();
        _files.Add("a.md", "two, longer");
        var moved = MoveAsync();
        _reports.Report("a.md");
        await PauseAsync();
        await moved;
        // Nothing enumerates the items.
        _files.Add("b.md", "three");
        Assert.Equal(["b.md"], await AfterAsync("b.md"));
        var next = NextAsync();
        await SetAsync();
        _clock.Advance(Times.Pause);
        Assert.Equal(["a.md"], await next);
    }

    [Theory]
    [InlineData(".git/index", false)]
    [InlineData("node_modules/x/a.md", false)]
    [InlineData(".hidden.md", false)]
    [InlineData("docs/a.md", true)]
    [InlineData("docs/.gitignore", true)]
    public void Concerns_Path_LeavesOutWhatIsNeverListed(string path, bool concerns) =>
        Assert.Equal(concerns, Listing.FileListing.Concerns("/root", "/root/" + path, new ReadOptions()));

    [Theory]
    [InlineData("/", "/docs", true)]
    [InlineData("/mnt/nas", "/mnt/nas", true)]
    [InlineData("/mnt/nas", "/mnt/nas/docs", true)]
    [InlineData("/mnt/nas", "/mnt/nas2/docs", false)]
    public void IsIn_Drive_IsAFolderAndNotTheBeginningOfAName(string drive, string path, bool isIn)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Paths are separated otherwise there.");
        Assert.Equal(isIn, SystemReports.IsIn(drive, path));
    }

    [Fact]
    public void WatchAsync_OptionOutOfRange_IsRefused()
    {
        var error = Assert.Throws<InvalidRangeException>(
            () => DocumentSource.WatchAsync([_files.Folder], watch: new WatchOptions { Pause = TimeSpan.Zero }, cancellationToken: Token));
        Assert.Equal(ErrorCodes.OutOfRange, error.Code);
    }

    /// <summary>The real reports of this system, once: they come, and the change is read.</summary>
    [Fact]
    public async Task WatchAsync_RealFolder_FollowsAChange()
    {
        _files.Add("sub/a.md", "one");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        stop.CancelAfter(TimeSpan.FromMinutes(2));
        var quick = new WatchOptions { Pause = TimeSpan.FromMilliseconds(50), PollEvery = TimeSpan.FromMilliseconds(200) };
        _watch = DocumentSource.WatchAsync([_files.Folder], watch: quick, cancellationToken: stop.Token).GetAsyncEnumerator(stop.Token);
        Assert.Equal(["sub/a.md"], await NextAsync());
        File.Move(Full("sub/a.md"), Full("sub/b.md"));
        Assert.Equal(["sub/b.md"], await NextAsync());
        Assert.Equal(["sub/b.md"], Listed());
    }

    private string Full(string path) => Path.Combine(_files.Folder, path);

    private async Task<List<string>> FirstAsync(string folder = "")
    {
        _reports.Root = _files.Folder;
        _watch = DocumentSource.WatchAsync([Full(folder)], new ReadOptions(), Times with { TimeProvider = _clock }, _reports, Token)
            .GetAsyncEnumerator(Token);
        return await NextAsync();
    }

    /// <summary>The documents of the next change, after a report and a pause.</summary>
    private async Task<List<string>> AfterAsync(params string[] paths)
    {
        var next = NextAsync();
        _reports.Report(paths);
        await PauseAsync();
        return await next;
    }

    // The first timer is that of waiting for a report, if the watch came to it before the report.
    private async Task PauseAsync()
    {
        while (await SetAsync() > Times.Pause)
        {
        }

        _clock.Advance(Times.Pause);
    }

    private Task<TimeSpan> SetAsync() => _clock.SetAsync(Token);

    private async Task MoveAsync() => Assert.True(await _watch!.MoveNextAsync());

    private async Task<List<string>> NextAsync()
    {
        await MoveAsync();
        var read = new List<string>();
        await foreach (var item in _watch!.Current.Source.Items.WithCancellation(Token))
        {
            if (item.Document is { } document)
                read.Add(document.Id);
        }

        return read;
    }

    private List<string> Listed() => [.. _watch!.Current.Source.Folders.SelectMany(f => f.Files).Order(StringComparer.Ordinal)];

    private List<string> Unread() => [.. _watch!.Current.Source.Folders.SelectMany(f => f.Unread).Order(StringComparer.Ordinal)];

    private sealed class ScriptedReports : IFolderReports
    {
        public string Root { get; set; } = "";

        public string? Reason { get; set; }

        public bool Fails { get; set; }

        public int Starts { get; private set; }

        public ChangeCollector? Changes { get; private set; }

        public IDisposable Start(string path, ChangeCollector changes)
        {
            if (Fails)
                throw new IOException("The configured user limit (128) on the number of inotify instances has been reached.");
            Starts++;
            Changes = changes;
            return new MemoryStream();
        }

        public string? WhyNot(string path) => Reason;

        public void Report(params string[] paths)
        {
            foreach (var path in paths)
                Changes!.Changed(Path.Combine(Root, path));
        }
    }
}
