using System.Collections.ObjectModel;
using Lucene.Net.Index;
using Directory = Lucene.Net.Store.Directory;

namespace Lodestone.Indexing.Keywords;

/// <summary>A reader's view of a folder that another process writes to: the last commit, without later changes in memory.</summary>
internal sealed class CommittedPart : IDisposable
{
    private const int MostAttempts = 10;

    private readonly string _folder;
    private readonly string _analyzer;
    private readonly KeywordDirectory _directory;
    private readonly HashSet<long> _masked = [];
    private KeywordManifest? _manifest;

    public CommittedPart(string folder, string analyzer, KeywordDirectory directory)
    {
        _folder = folder;
        _analyzer = analyzer;
        _directory = directory;
        Refresh();
    }

    /// <summary>Null before the first commit.</summary>
    public DirectoryReader? Reader { get; private set; }

    public IReadOnlyDictionary<string, string> Labels { get; private set; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Hides the committed passage of this key, if there is one.</summary>
    public void Mask(long key) => _masked.Add(key);

    public IEnumerable<SegmentView> Segments() => Reader?.Leaves.Select(l => SegmentView.Without(l.AtomicReader, _masked)) ?? [];

    /// <summary>Switches to a newer commit and clears the mask; false when no newer commit exists.</summary>
    public bool Refresh()
    {
        // A writer may commit meanwhile and delete the files being read; then a newer manifest exists.
        for (var attempt = 0; ; attempt++)
        {
            KeywordManifest? manifest = null;
            try
            {
                manifest = KeywordFiles.Newest(_folder);
                if (manifest is null || manifest.Equals(_manifest))
                    return false;
                Take(manifest);
                return true;
            }
            catch (Exception e) when (attempt < MostAttempts && e is IndexFormatException or IOException && manifest is not null &&
                !manifest.Equals(KeywordFiles.Newest(_folder)))
            {
                continue;
            }
        }
    }

    public void Dispose() => Reader?.Dispose();

    private void Take(KeywordManifest manifest)
    {
        var commit = KeywordFiles.Check(_directory, _folder, manifest, _analyzer, _manifest);
        // Segments are shared by their names, but not with a rebuilt index.
        var newer = Reader is not null && manifest.Continues(_manifest!)
            ? DirectoryReader.OpenIfChanged(Reader, commit)
            : DirectoryReader.Open(commit);
        foreach (var leaf in newer?.Leaves ?? [])
            SegmentView.Of(leaf.AtomicReader);
        if (newer is not null)
        {
            Reader?.Dispose();
            Reader = newer;
        }
        _manifest = manifest;
        _masked.Clear();
        Labels = KeywordFieldNames.Of(commit.UserData);
    }
}

/// <summary>The commit that a manifest names, for Lucene's readers, which would otherwise look for the newest commit themselves.</summary>
internal sealed class KeywordCommit(Directory directory, KeywordManifest manifest, SegmentInfos infos) : IndexCommit
{
    public override string SegmentsFileName => manifest.Commit;

    public override ICollection<string> FileNames => [.. manifest.Files.Keys];

    public override Directory Directory => directory;

    public override bool IsDeleted => false;

    public override int SegmentCount => infos.Count;

    public override long Generation => infos.Generation;

    public override IDictionary<string, string> UserData => infos.UserData;

    public override void Delete() => throw new NotSupportedException("Commits are deleted by the writer.");
}
