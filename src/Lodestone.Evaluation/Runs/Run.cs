using Lodestone.Evaluation.Files;
using Lodestone.Evaluation.Runs;

namespace Lodestone.Evaluation;

/// <summary>A system's ranking of documents for each query, best first.</summary>
/// <remarks>Queries are in the order of their ids' code points. Immutable and thread-safe.</remarks>
public sealed class Run
{
    private const double MaxScore = 1e37;
    private readonly SortedDictionary<string, IReadOnlyList<RankedDocument>> _queries = new(Utf8Order.Instance);

    private Run(string tag) => Tag = tag;

    /// <summary>The system's name.</summary>
    public string Tag { get; }

    /// <summary>The ids of the queries, in the order of their code points.</summary>
    public IReadOnlyCollection<string> Queries => _queries.Keys;

    /// <summary>A query's documents, best first; empty when the run has none for it.</summary>
    /// <param name="queryId">The query's id.</param>
    public IReadOnlyList<RankedDocument> Of(string queryId) => _queries.GetValueOrDefault(queryId) ?? [];

    /// <summary>Creates a run from rankings.</summary>
    /// <param name="tag">The system's name.</param>
    /// <param name="rankings">A ranking for each query id; a ranking may be empty.</param>
    /// <param name="order">The source of the ranks. Default: the position in the list.</param>
    /// <exception cref="ArgumentException">An id is empty, a document is repeated, or a score is outside -1e37 to 1e37.</exception>
    public static Run Create(
        string tag, IEnumerable<KeyValuePair<string, IReadOnlyList<RankedDocument>>> rankings, RunOrder order = RunOrder.AsGiven)
    {
        InvalidArgumentException.ThrowIfBlank(tag);
        ArgumentNullException.ThrowIfNull(rankings);
        if (!Enum.IsDefined(order))
            throw new InvalidRangeException(nameof(order), order, "AsGiven or AsTrecEval");
        var run = new Run(tag);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (query, documents) in rankings)
        {
            seen.Clear();
            foreach (var document in documents)
            {
                if (string.IsNullOrEmpty(query) || string.IsNullOrEmpty(document.DocumentId))
                {
                    throw new InvalidArgumentException(
                        ErrorCodes.ValueBlank, $"Query '{query}' or a document of it has an empty id; ids have text.", nameof(rankings));
                }
                if (!IsScore(document.Score))
                {
                    throw new InvalidArgumentException(
                        ErrorCodes.ScoreInvalid,
                        $"Document '{document.DocumentId}' of query '{query}' has the score {document.Score}; scores are from " +
                        "-1e37 to 1e37. Leave the document out, or score it.",
                        nameof(rankings));
                }
                if (!seen.Add(document.DocumentId))
                {
                    throw new InvalidArgumentException(
                        ErrorCodes.IdDuplicate,
                        $"Document '{document.DocumentId}' is repeated for query '{query}'; a ranking has each once.", nameof(rankings));
                }
            }
            if (!run._queries.TryAdd(query, order == RunOrder.AsGiven ? [.. documents] : TrecOrder.Sort(documents)))
            {
                throw new InvalidArgumentException(
                    ErrorCodes.IdDuplicate, $"Query '{query}' is repeated; each query has one ranking.", nameof(rankings));
            }
        }

        return run;
    }

    /// <summary>
    /// Reads a TREC file: lines <c>query Q0 document rank score tag</c>, separated by white space. Scores determine the ranks, as in
    /// <see cref="RunOrder.AsTrecEval"/>. Blank lines, lines that start with '#' and any text after the tag are skipped.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="EvaluationFormatException">
    /// The file is missing, a line is malformed, or a document is repeated for a query, which trec_eval refuses too.
    /// </exception>
    public static Run ReadTrec(string path)
    {
        using var lines = LineReader.Open(path, LineReader.FieldLines, ErrorCodes.RunMalformed);
        return TrecRunFile.Read(lines);
    }

    /// <summary>Reads a TREC file, as <see cref="ReadTrec(string)"/>, from a stream, and closes it.</summary>
    /// <param name="stream">The lines, in UTF-8.</param>
    /// <param name="name">The name of the stream in errors.</param>
    /// <exception cref="EvaluationFormatException">A line is malformed, or a document is repeated for a query.</exception>
    public static Run ReadTrec(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var lines = new LineReader(stream, name, LineReader.FieldLines, ErrorCodes.RunMalformed);
        return TrecRunFile.Read(lines);
    }

    /// <summary>Writes a TREC file that trec_eval and <see cref="ReadTrec(string)"/> rank as this run does.</summary>
    /// <remarks>
    /// Both rank by score in single precision and break ties by descending document id. Where the scores would result in another order
    /// (another tie-break, or ranks that are not by score), a document's score becomes the next single-precision number below that of the
    /// document before it. Scores are written in single precision. A query without documents has no line, so it is not read back.
    /// </remarks>
    /// <param name="writer">The destination.</param>
    /// <returns>The number of documents whose score was changed to keep the order.</returns>
    /// <exception cref="InvalidOperationException">An id or the tag has white space, or starts with '#'.</exception>
    public int WriteTrec(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        return TrecRunFile.Write(this, writer);
    }

    /// <summary>Writes the output of <see cref="WriteTrec(TextWriter)"/> to a file.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <returns>The number of documents whose score was changed to keep the order.</returns>
    /// <exception cref="InvalidOperationException">An id or the tag has white space, or starts with '#'.</exception>
    public int WriteTrec(string path)
    {
        using var writer = TextFile.Create(path);
        return WriteTrec(writer);
    }

    /// <summary>
    /// The run of an ideal reranker that knows the judgements: each query's candidates by descending level, and otherwise in this run's
    /// order. No reranker of the same candidates can have a higher value of any measure here that rewards relevance at higher ranks.
    /// </summary>
    /// <param name="judgements">The judgements; unjudged documents have level 0.</param>
    /// <param name="candidates">The number of a query's documents that the reranker reads; the rest are left out. Default: all.</param>
    public Run RerankedIdeally(Judgements judgements, int? candidates = null)
    {
        ArgumentNullException.ThrowIfNull(judgements);
        if (candidates is < 1)
            throw new InvalidRangeException(nameof(candidates), candidates, "1 or more, or null for all");
        return Create(Tag, _queries.Select(query =>
        {
            var levels = judgements.Of(query.Key);
            IReadOnlyList<RankedDocument> best = [.. query.Value.Take(candidates ?? int.MaxValue)
                .OrderByDescending(d => Math.Max(0, levels.GetValueOrDefault(d.DocumentId)))];
            return KeyValuePair.Create(query.Key, best);
        }));
    }

    internal static bool IsScore(double score) => Math.Abs(score) <= MaxScore;
}

/// <summary>A document in a ranking.</summary>
/// <param name="DocumentId">The document's id.</param>
/// <param name="Score">
/// The number that the system ranked by, on the system's own scale: a larger number is better, and it has no other use. From -1e37 to 1e37.
/// </param>
public readonly record struct RankedDocument(string DocumentId, double Score);
