namespace Lodestone.Indexing;

/// <summary>Which index a file holds. The numbers are in files.</summary>
internal enum IndexKind
{
    Flat = 1,
    Hnsw = 2,
}
