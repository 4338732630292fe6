using Lodestone.Evaluation.Datasets;

namespace Lodestone.Evaluation;

/// <summary>
/// A data set in BEIR's form (Thakur et al., NeurIPS 2021): a folder with <c>corpus.jsonl</c> (<c>_id</c>, <c>title</c>, <c>text</c>),
/// <c>queries.jsonl</c> (<c>_id</c>, <c>text</c>) and judgements in <c>qrels/SPLIT.tsv</c>.
/// </summary>
/// <remarks>Queries and judgements are in memory, the corpus is not. Immutable and thread-safe.</remarks>
public sealed class BeirDataset
{
    private BeirDataset(string folder, string split, IReadOnlyList<(string Id, string Text)> queries, Judgements judgements)
    {
        Folder = folder;
        Split = split;
        Queries = queries;
        Judgements = judgements;
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>The name of the judgements, such as <c>test</c>.</summary>
    public string Split { get; }

    /// <summary>The queries that the split judges, in the order of the file. The file's other queries are skipped.</summary>
    public IReadOnlyList<(string Id, string Text)> Queries { get; }

    /// <summary>The judgements of the split.</summary>
    public Judgements Judgements { get; }

    /// <summary>The file with the documents.</summary>
    public string CorpusPath => Path.Combine(Folder, "corpus.jsonl");

    /// <summary>Loads the queries and judgements of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="split">The name of the judgements. Default: <c>test</c>.</param>
    /// <exception cref="EvaluationFormatException">
    /// A file is missing or malformed, an id is repeated, or a judged query has no text.
    /// </exception>
    public static BeirDataset Load(string folder, string split = "test")
    {
        InvalidArgumentException.ThrowIfBlank(folder);
        InvalidArgumentException.ThrowIfBlank(split);
        ThrowIfMissing(folder, split);
        var judgements = Judgements.ReadBeir(Path.Combine(folder, "qrels", split + ".tsv"));
        var path = Path.Combine(folder, "queries.jsonl");
        (string Id, string Text)[] queries =
        [
            .. JsonRecords.Read(path, (lines, record, id) => (Id: id, Text: JsonRecords.Text(lines, record, "text")
                ?? throw lines.Error("no 'text'", "a 'text', the query", "Add it"))).Where(q => judgements.Contains(q.Id)),
        ];
        if (queries.Length < judgements.Queries.Count)
        {
            var missing = judgements.Queries.Except(queries.Select(q => q.Id), StringComparer.Ordinal).First();
            throw new EvaluationFormatException(
                ErrorCodes.DatasetIncomplete,
                $"'{path}' has {queries.Length} of the {judgements.Queries.Count} queries that split '{split}' judges; '{missing}' is "
                + "missing. Add the queries, or use the split that belongs to the file.", path, null, $"query '{missing}'", "none");
        }
        return new BeirDataset(folder, split, queries, judgements);
    }

    /// <summary>Reads the documents one at a time, in the order of the file. Only the ids stay in memory.</summary>
    /// <exception cref="EvaluationFormatException">While reading: a line is malformed, or an id is repeated.</exception>
    public IEnumerable<Document> ReadCorpus() => JsonRecords.Read(CorpusPath, static (lines, record, id) => new Document
    {
        Id = id,
        Title = JsonRecords.Text(lines, record, "title") ?? "",
        Text = JsonRecords.Text(lines, record, "text") ?? throw lines.Error("no 'text'", "a 'text'; it may be empty", "Add it"),
    });

    private static void ThrowIfMissing(string folder, string split)
    {
        const string Expected = "corpus.jsonl, queries.jsonl and qrels/SPLIT.tsv";
        string[] names = ["corpus.jsonl", "queries.jsonl", Path.Combine("qrels", split + ".tsv")];
        if (names.FirstOrDefault(n => !File.Exists(Path.Combine(folder, n))) is { } missing)
        {
            throw new EvaluationFormatException(
                ErrorCodes.DatasetIncomplete,
                $"'{folder}' is not a BEIR data set, because it has no '{missing}'; needed: {Expected}. Check the path and the split.",
                folder, null, Expected, $"no '{missing}'");
        }
    }
}
