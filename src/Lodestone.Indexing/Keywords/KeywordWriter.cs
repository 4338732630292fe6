using Lodestone.Indexing.Keywords.Analysis;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Directory = Lucene.Net.Store.Directory;

namespace Lodestone.Indexing.Keywords;

/// <summary>Writes passages into segments, and reads its own writes, committed or not. Not thread-safe.</summary>
internal sealed class KeywordWriter : IDisposable
{
    private const double BufferMegabytes = 64;

    private readonly KeywordFields _fields;
    private readonly IndexWriter _writer;
    private DirectoryReader _reader;

    // The highest key ever written: a passage with a higher key is new, so no lookup for an old version is needed.
    private long _highest = -1;

    public KeywordWriter(Directory directory, KeywordAnalysis analysis)
    {
        _fields = new(analysis);
        _writer = new(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, null)
        {
            RAMBufferSizeMB = BufferMegabytes,
            UseCompoundFile = false,
            MergeScheduler = new SerialMergeScheduler(),
            MergePolicy = new TieredMergePolicy { NoCFSRatio = 0 },
        });
        try
        {
            _reader = DirectoryReader.Open(_writer, true);
            // Reads the columns, so that an unreadable one fails at open and not at the first search.
            foreach (var leaf in _reader.Leaves)
                _highest = Math.Max(_highest, SegmentView.Of(leaf.AtomicReader).HighestKey);
        }
        catch
        {
            _reader?.Dispose();
            _writer.Rollback();
            throw;
        }
    }

    /// <summary>The content written up to the last <see cref="Renew"/>.</summary>
    public DirectoryReader Reader => _reader;

    public void Put(KeywordEntry entry)
    {
        var document = _fields.Fill(entry);
        if (entry.Key > _highest)
            _writer.AddDocument(document);
        else
            _writer.UpdateDocument(Term(entry.Key), document);
        _highest = Math.Max(_highest, entry.Key);
    }

    public void Remove(long key)
    {
        if (key <= _highest)
            _writer.DeleteDocuments(Term(key));
    }

    public void Clear() => _writer.DeleteAll();

    public void Renew()
    {
        if (DirectoryReader.OpenIfChanged(_reader, _writer, true) is not { } newer)
            return;
        _reader.Dispose();
        _reader = newer;
    }

    public void Commit(IDictionary<string, string> data)
    {
        _writer.SetCommitData(data);
        _writer.Commit();
    }

    /// <summary>Drops uncommitted changes.</summary>
    public void Dispose()
    {
        _reader.Dispose();
        _writer.Rollback();
        _fields.Dispose();
    }

    private static Term Term(long key) => new(KeywordFields.Key, KeywordFields.Term(key));
}
