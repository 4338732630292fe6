namespace Lodestone;

/// <summary>The stages' names in traces, activities and metrics.</summary>
public static class SearchStages
{
    /// <summary>The filter becomes a set of passages.</summary>
    public const string Filter = "filter";

    /// <summary>The bi-encoder reads the query.</summary>
    public const string Embed = "embed";

    /// <summary>The vector index is searched.</summary>
    public const string Dense = "dense";

    /// <summary>The keyword index is searched.</summary>
    public const string Keyword = "keyword";

    /// <summary>The candidates' places are read, and their scores fused.</summary>
    public const string Fuse = "fuse";

    /// <summary>The texts of the fused hits are read, for a caller who wants them before the reranked ones.</summary>
    public const string Preview = "preview";

    /// <summary>The cross-encoder reads query and passages together.</summary>
    public const string Rerank = "rerank";

    /// <summary>The texts of the hits that come back are read, and highlighted.</summary>
    public const string Show = "show";
}
