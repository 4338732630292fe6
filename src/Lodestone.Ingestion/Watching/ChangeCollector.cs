namespace Lodestone.Ingestion.Watching;

/// <summary>Collects what the system reports until nothing was reported for a pause. Thread-safe for reports; one caller waits.</summary>
internal sealed class ChangeCollector(WatchOptions options)
{
    // Beyond this everything is compared, which then costs no more.
    private const int MostPaths = 65_536;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long First, long Last)> _paths = new(StringComparer.Ordinal);
    private readonly List<string> _failed = [];
    private bool _everything;
    private long? _last;
    private TaskCompletionSource _reported = NewSignal();

    /// <summary>A file or folder was created, changed, renamed or deleted.</summary>
    public void Changed(string path) => Report(now =>
    {
        _paths[path] = (_paths.TryGetValue(path, out var known) ? known.First : now, now);
        if (_paths.Count > MostPaths)
            LoseTrack();
    });

    /// <summary>Reports were lost, so that any file may have changed.</summary>
    public void Overflowed() => Report(_ => LoseTrack());

    /// <summary>The reports of a folder have ended.</summary>
    public void Failed(string folder) => Report(_ =>
    {
        _failed.Add(folder);
        LoseTrack();
    });

    /// <summary>Waits for reports and then for a pause, or until the time is over without any.</summary>
    public async Task<Changes> NextAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        var clock = options.TimeProvider;
        Task reported;
        lock (_gate)
            reported = _reported.Task;
        if (!reported.IsCompleted)
        {
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(reported, Task.Delay(atMost, clock, waiting.Token)).ConfigureAwait(false);
            await waiting.CancelAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }

        for (var start = clock.GetTimestamp(); ;)
        {
            var patience = options.Patience - clock.GetElapsedTime(start);
            long? last;
            lock (_gate)
                last = _last;
            var rest = last is { } at ? options.Pause - clock.GetElapsedTime(at) : TimeSpan.Zero;
            if (rest <= TimeSpan.Zero || patience <= TimeSpan.Zero)
                return Take();
            await Task.Delay(rest < patience ? rest : patience, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private Changes Take()
    {
        var clock = options.TimeProvider;
        lock (_gate)
        {
            // Files that change without a pause wait, though not for ever.
            var moving = _paths
                .Where(p => clock.GetElapsedTime(p.Value.Last) < options.Pause)
                .Where(p => clock.GetElapsedTime(p.Value.First) < 2 * options.Patience)
                .ToDictionary(StringComparer.Ordinal);
            var changes = new Changes(
                _paths.Keys.Where(p => !moving.ContainsKey(p)).ToHashSet(StringComparer.Ordinal),
                moving.Keys.ToHashSet(StringComparer.Ordinal), _everything, [.. _failed]);
            _paths.Clear();
            foreach (var (path, times) in moving)
                _paths.Add(path, times);
            _failed.Clear();
            _everything = false;
            if (moving.Count == 0)
                (_last, _reported) = (null, NewSignal());
            return changes;
        }
    }

    private void Report(Action<long> add)
    {
        lock (_gate)
        {
            var now = options.TimeProvider.GetTimestamp();
            add(now);
            _last = now;
            _reported.TrySetResult();
        }
    }

    private void LoseTrack()
    {
        _everything = true;
        _paths.Clear();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>What was reported.</summary>
/// <param name="Paths">Full paths that changed, and are at rest.</param>
/// <param name="Moving">Full paths that still change.</param>
/// <param name="Everything">Whether any file may have changed.</param>
/// <param name="Failed">Folders whose reports have ended.</param>
internal sealed record Changes(IReadOnlySet<string> Paths, IReadOnlySet<string> Moving, bool Everything, IReadOnlyList<string> Failed);
