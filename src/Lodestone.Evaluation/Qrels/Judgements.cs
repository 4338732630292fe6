using System.Globalization;
using Lodestone.Evaluation.Files;

namespace Lodestone.Evaluation;

/// <summary>The relevance of documents to queries ("qrels").</summary>
/// <remarks>
/// Queries are in the order of their ids' code points. Immutable and thread-safe. A document judged twice for one query is an error, as in
/// trec_eval, because no reader could know which judgement applies.
/// </remarks>
public sealed class Judgements
{
    private readonly SortedDictionary<string, Dictionary<string, int>> _queries = new(Utf8Order.Instance);

    private Judgements()
    {
    }

    /// <summary>The ids of the queries with a judgement, relevant or not, in the order of their code points.</summary>
    public IReadOnlyCollection<string> Queries => _queries.Keys;

    /// <summary>The number of judgements.</summary>
    public int Count { get; private set; }

    /// <summary>The levels of a query's judged documents by document id; empty when the query has none.</summary>
    /// <param name="queryId">The query's id.</param>
    public IReadOnlyDictionary<string, int> Of(string queryId) => _queries.GetValueOrDefault(queryId) ?? [];

    /// <summary>Whether a query has a judgement, relevant or not.</summary>
    /// <param name="queryId">The query's id.</param>
    public bool Contains(string queryId) => _queries.ContainsKey(queryId);

    /// <summary>Creates judgements from a list.</summary>
    /// <param name="judgements">The judgements, in any order.</param>
    /// <exception cref="ArgumentException">An id is empty, or a document is judged twice for one query.</exception>
    public static Judgements Create(IEnumerable<Judgement> judgements)
    {
        ArgumentNullException.ThrowIfNull(judgements);
        var all = new Judgements();
        foreach (var (query, document, level) in judgements)
        {
            if (string.IsNullOrEmpty(query) || string.IsNullOrEmpty(document))
            {
                throw new InvalidArgumentException(
                    ErrorCodes.ValueBlank, "A judgement has an empty id; it needs a query's and a document's.", nameof(judgements));
            }

            if (!all.Add(query, document, level))
            {
                throw new InvalidArgumentException(
                    ErrorCodes.IdDuplicate,
                    $"Document '{document}' is judged twice for query '{query}'; keep one of the two.", nameof(judgements));
            }
        }

        return all;
    }

    /// <summary>
    /// Reads a TREC file: lines <c>query iteration document level</c>, separated by white space. Blank lines and lines that start with '#'
    /// are skipped; the iteration is ignored.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="EvaluationFormatException">The file is missing, a line is malformed, or a document is judged twice.</exception>
    public static Judgements ReadTrec(string path)
    {
        using var lines = LineReader.Open(path, LineReader.FieldLines, ErrorCodes.QrelsMalformed);
        return ReadTrec(lines);
    }

    /// <summary>Reads a TREC file, as <see cref="ReadTrec(string)"/>, from a stream, and closes it.</summary>
    /// <param name="stream">The lines, in UTF-8.</param>
    /// <param name="name">The name of the stream in errors.</param>
    /// <exception cref="EvaluationFormatException">A line is malformed, or a document is judged twice.</exception>
    public static Judgements ReadTrec(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var lines = new LineReader(stream, name, LineReader.FieldLines, ErrorCodes.QrelsMalformed);
        return ReadTrec(lines);
    }

    /// <summary>
    /// Reads a BEIR file: a header, then lines <c>query-id document-id level</c>, separated by tabs. Ids may have spaces.
    /// </summary>
    /// <param name="path">The file, such as <c>qrels/test.tsv</c>.</param>
    /// <exception cref="EvaluationFormatException">
    /// The file or its header is missing, a line is malformed, or a document is judged twice.
    /// </exception>
    public static Judgements ReadBeir(string path)
    {
        const string Expected = "query id, document id and level, between tabs";
        using var lines = LineReader.Open(path, LineReader.FieldLines, ErrorCodes.QrelsMalformed);
        var all = new Judgements();
        while (lines.Read() is { } line)
        {
            if (line.Length == 0)
                continue;
            if (line.Split('\t') is not [{ Length: > 0 } query, { Length: > 0 } document, var level])
                throw lines.Error($"'{Shorten(line)}'", Expected, "Correct the line; a TREC file is read with ReadTrec");
            if (lines.Number > 1)
                all.Add(lines, query, document, TrecFields.Level(level, lines));
            else if (int.TryParse(level, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
                throw lines.Error("a judgement", "the header 'query-id', 'corpus-id', 'score'", "Add it, or the line would be skipped");
        }

        if (lines.Number == 0)
        {
            throw new EvaluationFormatException(
                ErrorCodes.QrelsMalformed, $"'{path}' is empty; expected: a header, then {Expected}. Copy it again.", path, null,
                "a header and judgements", "no line");
        }

        return all;
    }

    /// <summary>Writes a TREC file that <see cref="ReadTrec(string)"/> reads back unchanged.</summary>
    /// <param name="writer">The destination.</param>
    /// <exception cref="InvalidOperationException">An id has white space or starts with '#'.</exception>
    public void WriteTrec(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        foreach (var (query, document, level) in InOrder())
        {
            TrecFields.ThrowIfReadOnly(query, "query id");
            TrecFields.ThrowIfReadOnly(document, "document id");
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{query} 0 {document} {level}\n"));
        }
    }

    /// <summary>Writes a TREC file that <see cref="ReadTrec(string)"/> reads back unchanged.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <exception cref="InvalidOperationException">An id has white space or starts with '#'.</exception>
    public void WriteTrec(string path)
    {
        using var writer = TextFile.Create(path);
        WriteTrec(writer);
    }

    /// <summary>Writes a BEIR file that <see cref="ReadBeir"/> reads back unchanged.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <exception cref="InvalidOperationException">An id has a tab or a line break.</exception>
    public void WriteBeir(string path)
    {
        using var writer = TextFile.Create(path);
        writer.Write("query-id\tcorpus-id\tscore\n");
        foreach (var (query, document, level) in InOrder())
        {
            if ((query + document).AsSpan().IndexOfAny("\t\r\n") >= 0)
            {
                throw new InvalidStateException(
                    ErrorCodes.IdNotWritable, $"The ids '{query}' and '{document}' must have no tabs or line breaks. Rename them.");
            }
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{query}\t{document}\t{level}\n"));
        }
    }

    private static Judgements ReadTrec(LineReader lines)
    {
        const string Expected = "query, iteration, document and level, between white space";
        var all = new Judgements();
        while (TrecFields.Next(lines) is { } fields)
        {
            if (fields is not [var query, _, var document, var level])
                throw lines.Error($"{fields.Length} fields", Expected, "Correct the line; a BEIR file is read with ReadBeir");
            all.Add(lines, query, document, TrecFields.Level(level, lines));
        }

        return all;
    }

    private IEnumerable<Judgement> InOrder() => _queries.SelectMany(query =>
        query.Value.OrderBy(d => d.Key, Utf8Order.Instance).Select(d => new Judgement(query.Key, d.Key, d.Value)));

    private void Add(LineReader lines, string query, string document, int level)
    {
        if (!Add(query, document, level))
            throw lines.Error($"document '{document}' again for query '{query}'", "each pair once", "Keep one of the two lines");
    }

    private bool Add(string query, string document, int level)
    {
        if (!_queries.TryGetValue(query, out var documents))
            _queries.Add(query, documents = new Dictionary<string, int>(StringComparer.Ordinal));
        Count++;
        return documents.TryAdd(document, level);
    }

    private static string Shorten(string line) => line.Length > 80 ? line[..80] + "..." : line;
}

/// <summary>The relevance of one document to one query.</summary>
/// <param name="QueryId">The query's id.</param>
/// <param name="DocumentId">The document's id.</param>
/// <param name="Level">
/// The grade: 0 for not relevant, more for more relevant. A negative one means drawn for judging but not judged; it counts as unjudged.
/// </param>
public readonly record struct Judgement(string QueryId, string DocumentId, int Level);
