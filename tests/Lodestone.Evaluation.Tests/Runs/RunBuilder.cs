namespace Lodestone.Evaluation.Tests.Runs;

/// <summary>Runs from lists of ids.</summary>
internal static class RunBuilder
{
    public static Run Of(params (string Query, string[] Documents)[] rankings) => Run.Create("test", rankings.Select(r =>
        KeyValuePair.Create(r.Query, (IReadOnlyList<RankedDocument>)[.. r.Documents.Select((d, i) => new RankedDocument(d, -i))])));

    public static Run Of(RunOrder order, params RankedDocument[] documents) =>
        Run.Create("test", [KeyValuePair.Create("q", (IReadOnlyList<RankedDocument>)documents)], order);

    public static IEnumerable<string> Ids(this Run run, string query = "q") => run.Of(query).Select(d => d.DocumentId);
}
