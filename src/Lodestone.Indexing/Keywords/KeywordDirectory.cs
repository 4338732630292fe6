using Lucene.Net.Index;
using Lucene.Net.Store;

namespace Lodestone.Indexing.Keywords;

/// <summary>The folder of an index as Lucene sees it. A commit takes effect when the manifest names it.</summary>
internal sealed class KeywordDirectory(string folder) : MMapDirectory(new DirectoryInfo(folder), NoLockFactory.GetNoLockFactory())
{
    private readonly HashSet<string> _unflushed = new(StringComparer.Ordinal);

    /// <summary>The commit in effect, as this writer knows it.</summary>
    public KeywordManifest? Manifest { get; set; }

    public override IndexOutput CreateOutput(string name, IOContext context)
    {
        EnsureOpen();
        lock (_unflushed)
            _unflushed.Add(name);
        return new KeywordOutput(Path.Combine(folder, name));
    }

    public override void DeleteFile(string name)
    {
        lock (_unflushed)
            _unflushed.Remove(name);
        base.DeleteFile(name);
    }

    /// <summary>Called within a commit, first with its segments' files, then with the finished commit file alone.</summary>
    public override void Sync(ICollection<string> names)
    {
        EnsureOpen();
        foreach (var name in names.Where(n => n != KeywordFiles.GenerationFile).Order(StringComparer.Ordinal))
        {
            lock (_unflushed)
            {
                if (!_unflushed.Contains(name))
                    continue;
            }
            using (var file = new FileStream(Path.Combine(folder, name), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 1))
                file.Flush(flushToDisk: true);
            // Lucene deletes the files of the previous commit after this.
            if (KeywordFiles.IsCommit(name))
                Enforce(name);
            lock (_unflushed)
                _unflushed.Remove(name);
        }
    }

    private void Enforce(string commit)
    {
        var infos = new SegmentInfos();
        infos.Read(this, commit);
        var manifest = KeywordManifest.Of(folder, commit, infos.GetFiles(this, true), Manifest);
        manifest.Write(folder);
        Manifest = manifest;
    }
}
