using Lodestone.Documents;
using Lodestone.Storage;

namespace Lodestone.Writing;

/// <summary>Counts the work of an indexing run; its stages report concurrently.</summary>
internal sealed class IndexingTally(TimeProvider clock)
{
    private const int NamedIds = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly Lock _gate = new();
    private readonly long _started = clock.GetTimestamp();
    private readonly int[] _changes = new int[Enum.GetValues<DocumentChange>().Length];
    private readonly List<ReadProblem> _problems = [];
    private readonly List<ReadItem> _noted = [];
    private readonly List<string> _withoutWords = [];
    // Sixteen bytes an id, however long ids are.
    private readonly HashSet<InputHash> _seen = [];
    private readonly List<string> _superseded = [];
    private readonly HashSet<(string? Root, string Path)> _incomplete = [];
    private (long Bytes, long TotalBytes) _read;
    private TimeSpan _told;
    private int _embeddedNow;
    private int _passages;
    private int _embedded;
    private int _tokensDropped;
    private long _sequence;

    private void Read(ReadItem item)
    {
        lock (_gate)
        {
            _read = (item.BytesRead, item.TotalBytes);
            if (item.Problem is { } problem)
            {
                _problems.Add(problem);
                _incomplete.Add((item.Root, item.Path));
            }

            if (item.Notes.Count > 0)
                _noted.Add(item with { Document = null });
        }
    }

    /// <summary>Counts an item, and returns its document when it can be stored.</summary>
    public Document? Take(ReadItem item)
    {
        Read(item);
        if (item.Document is null)
            return null;
        var document = DocumentRules.Take(item.Document);
        if (DocumentRules.Problem(document) is not { } problem)
            return document;
        Refuse(item, ReadProblemKind.UnusableField, problem, DocumentRules.CodeOf(document));
        return null;
    }

    public void Refuse(ReadItem item, ReadProblemKind kind, string reason, string code)
    {
        lock (_gate)
        {
            _problems.Add(new ReadProblem(item.Path, item.Line, kind, reason) { Code = code });
            _incomplete.Add((item.Root, item.Path));
        }
    }

    /// <summary>Whether a document of the id is in the collection by this run.</summary>
    public bool HasSeen(string id)
    {
        lock (_gate)
            return _seen.Contains(InputHash.Of(id));
    }

    /// <summary>Whether a part of a file could not be read or stored.</summary>
    public bool HasProblem(string root, string path)
    {
        lock (_gate)
            return _incomplete.Contains((root, path));
    }

    /// <summary>Counts a text, and returns whether a progress report is due.</summary>
    public bool Embedded()
    {
        lock (_gate)
        {
            _embeddedNow++;
            var now = clock.GetElapsedTime(_started);
            if (now - _told < Pause)
                return false;
            _told = now;
            return true;
        }
    }

    /// <summary>Counts a committed batch.</summary>
    /// <param name="documents">The documents as given.</param>
    /// <param name="report">The batch's report.</param>
    public void Committed(IReadOnlyList<Document> documents, UpsertReport report)
    {
        lock (_gate)
        {
            for (var i = 0; i < documents.Count; i++)
                Count(documents[i].Id, report.Changes[i]);
            _passages += report.Passages;
            _embedded += report.Embedded;
            _tokensDropped += report.TokensDropped;
            _withoutWords.AddRange(report.WithoutWords);
            _sequence = report.Sequence;
        }
    }

    // The first document of an id counts with its own outcome; each later one marks the one before it as superseded.
    private void Count(string id, DocumentChange change)
    {
        if (change != DocumentChange.Superseded && !_seen.Add(InputHash.Of(id)))
            change = DocumentChange.Superseded;
        _changes[(int)change]++;
        if (change == DocumentChange.Superseded && _superseded.Count < NamedIds && !_superseded.Contains(id))
            _superseded.Add(id);
    }

    public IndexingProgress Progress()
    {
        lock (_gate)
        {
            return new IndexingProgress(
                _read.Bytes, _read.TotalBytes, _changes.Sum(), _passages, _embeddedNow, clock.GetElapsedTime(_started));
        }
    }

    public IndexingReport Report()
    {
        lock (_gate)
        {
            return new IndexingReport
            {
                Added = _changes[(int)DocumentChange.Added],
                Replaced = _changes[(int)DocumentChange.Replaced],
                Unchanged = _changes[(int)DocumentChange.Unchanged],
                Superseded = _changes[(int)DocumentChange.Superseded],
                SupersededIds = _superseded,
                Passages = _passages,
                Embedded = _embedded,
                TokensDropped = _tokensDropped,
                WithoutWords = _withoutWords,
                Problems = _problems,
                Noted = _noted,
                Sequence = _sequence,
                Elapsed = clock.GetElapsedTime(_started),
            };
        }
    }
}
