namespace Lodestone.Server.Documents;

/// <summary>How far an upload has come: the last that was heard, for whoever looks.</summary>
/// <remarks>Indexing must never wait for a client that does not read: what was not told in time is overtaken.</remarks>
internal sealed class UploadProgress : IProgress<IndexingProgress>
{
    private readonly Lock _gate = new();
    private IndexingProgress _last;
    private bool _isNew;

    /// <summary>Documents that are written.</summary>
    public int Documents
    {
        get
        {
            lock (_gate)
                return _last.Documents;
        }
    }

    public void Report(IndexingProgress value)
    {
        lock (_gate)
            (_last, _isNew) = (value, true);
    }

    /// <summary>What has not been taken yet.</summary>
    public IndexingProgress? Take()
    {
        lock (_gate)
        {
            if (!_isNew)
                return null;
            _isNew = false;
            return _last;
        }
    }
}
