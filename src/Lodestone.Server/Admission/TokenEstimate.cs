namespace Lodestone.Server.Admission;

/// <summary>How many tokens models will read for what is not tokenised before it is admitted.</summary>
internal static class TokenEstimate
{
    // What models put round a text, or between two.
    private const int Special = 3;

    // No encoder reads more of one text at once than this; longer ones are cut or read in parts.
    private const int MostAtOnce = 512;

    /// <summary>A batch of a stream of documents, of which no more than one is embedded at a time.</summary>
    public const long OfBatch = CollectionDefaults.BatchCharacters / AdmissionDefaults.CharactersPerToken;

    /// <summary>A filter, as the tokens that models would read in the time it takes when each comparison looks at every document.</summary>
    public static long OfFilter(Filter filter, long documents) => filter.Comparisons * documents / AdmissionDefaults.FilterValuesPerToken;

    /// <summary>The query of a search, which the bi-encoder reads.</summary>
    public static long OfQuery(string query, SearchOptions options) =>
        options.Retrieval == RetrievalMode.Keyword ? 0 : Once(query.Length);

    /// <summary>Each passage alone and with the query, and the query alone.</summary>
    public static long OfComparison(string query, IReadOnlyList<string> passages) =>
        Once(query.Length) + passages.Sum(p => Once(p.Length) + Once((long)p.Length + query.Length));

    /// <summary>Their texts.</summary>
    public static long OfDocuments(IReadOnlyList<Document> documents) =>
        documents.Sum(d => Special + ((long)d.Text.Length / AdmissionDefaults.CharactersPerToken));

    private static long Once(long characters) =>
        Math.Min(MostAtOnce, Special + (characters / AdmissionDefaults.CharactersPerToken));
}
