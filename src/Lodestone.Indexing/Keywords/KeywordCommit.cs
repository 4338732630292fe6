using Lucene.Net.Index;
using Directory = Lucene.Net.Store.Directory;

namespace Lodestone.Indexing;

/// <summary>The commit that a manifest names, as Lucene's readers take it; without it they would look for the newest themselves.</summary>
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
