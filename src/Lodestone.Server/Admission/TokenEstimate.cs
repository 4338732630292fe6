namespace Lodestone.Server;

/// <summary>How many tokens models will read for what is not tokenised before it is admitted.</summary>
internal static class TokenEstimate
{
    // What models put round a text, or between two.
    private const int Special = 3;

    // No encoder reads more of one text at once than this; longer ones are cut or read in parts.
    private const int MostAtOnce = 512;

    /// <summary>A batch of a stream of documents, of which no more than one is embedded at a time.</summary>
    public const long OfBatch = CollectionDefaults.BatchCharacters / AdmissionDefaults.CharactersPerToken;

    /// <summary>The query for the bi-encoder, and a passage of usual length beside the query for each that may be reranked.</summary>
    public static long OfSearch(string query, SearchOptions options)
    {
        var words = Once(query.Length);
        var embedded = options.Retrieval == RetrievalMode.Keyword ? 0 : words;
        var depth = options.Rerank.Enabled ? Math.Min(options.Rerank.Depth, 2L * options.Candidates) : 0;
        return embedded + (depth * Math.Min(MostAtOnce, AdmissionDefaults.SearchPassageTokens + words));
    }

    /// <summary>Each passage alone and with the query, and the query alone.</summary>
    public static long OfComparison(string query, IReadOnlyList<string> passages) =>
        Once(query.Length) + passages.Sum(p => Once(p.Length) + Once((long)p.Length + query.Length));

    /// <summary>Their texts.</summary>
    public static long OfDocuments(IReadOnlyList<Document> documents) =>
        documents.Sum(d => Special + ((long)d.Text.Length / AdmissionDefaults.CharactersPerToken));

    private static long Once(long characters) =>
        Math.Min(MostAtOnce, Special + (characters / AdmissionDefaults.CharactersPerToken));
}
