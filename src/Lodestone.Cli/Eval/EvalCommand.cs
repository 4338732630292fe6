using System.CommandLine;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;
using Lodestone.Cli.Shared;
using Lodestone.Evaluation;

namespace Lodestone.Cli.Eval;

/// <summary><c>lodestone eval</c>: measures the quality of every stage on a judged collection.</summary>
internal static class EvalCommand
{
    private const string Description =
        "Measure every stage of a search on a judged data set in BEIR's form: BM25, vectors, both fused, the cross-encoder alone, and " +
        "the final order, each against the stage before it. Builds a collection of the data set, or uses the existing one.";

    private const string Examples = """
        lodestone eval datasets/scifact
        lodestone eval datasets/scifact --queries 50 --measures ndcg@10,map
        lodestone eval datasets/scifact --run runs/scifact.trec
            the final order, and beside it scifact.bm25.trec, scifact.vectors.trec, ...

        A data set is a folder with corpus.jsonl, queries.jsonl and qrels/test.tsv. The interval after a value is the
        95 % bootstrap interval of the mean. A difference has its interval, how many queries got better (+) and
        worse (-), p of a paired randomisation test, and `found if`: the least true difference that so many queries
        would show four times in five. `best possible` is what no reranker of the fused candidates could exceed.
        Milliseconds are the median over queries of the stage's own time, without its forerunners'.
        Measures: trec_eval's names, or ndcg@K, mrr@K, map, recall@K, p@K, success@K.
        """;

    public static Command Create(Terminal terminal)
    {
        var dataset = new Argument<string>("DATASET") { Description = "The data set's folder." };
        var collection = new Option<string?>("--collection", "-c")
        {
            HelpName = "DIR",
            Description = $"The collection's folder. Default: {EvalRequest.DefaultFolder}/ and the data set's name, in the working folder.",
        };
        var split = new Option<string>("--split")
        {
            HelpName = "NAME",
            Description = "The judgements: the name of the file in qrels, without .tsv.",
            DefaultValueFactory = _ => "test",
        };
        var queries = CommandInputs.Number("--queries", "the number of queries to run, from the beginning of the file", 1, "all");
        var measures = new Option<string>("--measures")
        {
            HelpName = "LIST",
            Description = "Measures, separated by commas.",
            DefaultValueFactory = _ => "ndcg@10,mrr@10,recall@100",
        };
        var search = new EvalSearchInputs();
        var run = new Option<string?>("--run")
        {
            HelpName = "FILE",
            Description = "Write the final ranking as a TREC run, and every other stage's beside it with the stage's name in its name.",
        };
        var biEncoder = CommandInputs.CollectionBiEncoder(
            "The bi-encoder: a bundled name or the path of a model folder. Default: the collection's own, for a new one " +
            "bge-small-en-v1.5.");
        var crossEncoder = CommandInputs.CrossEncoder();
        var json = CommandInputs.Json();
        var command = new VerbCommand("eval", Description, Examples) { dataset, collection, split, queries, measures };
        foreach (var option in search.Options)
            command.Options.Add(option);
        command.Options.Add(run);
        command.Options.Add(biEncoder);
        command.Options.Add(crossEncoder);
        command.Options.Add(json);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new EvalRequest
            {
                Dataset = BeirDataset.Load(parsed.GetValue(dataset)!, parsed.GetValue(split)!),
                Collection = parsed.GetValue(collection),
                Queries = parsed.GetValue(queries),
                Measures = EvalRequest.Parse(parsed.GetValue(measures)!),
                Search = search.Read(parsed),
                RunFile = parsed.GetValue(run),
                BiEncoder = parsed.GetValue(biEncoder),
                CrossEncoder = parsed.GetValue(crossEncoder)!,
            };
            request.Validate();
            var report = await new EvalRun(terminal, request).RunAsync(cancellationToken);
            if (parsed.GetValue(json))
                JsonOutput.Write(terminal, writer => EvalJson.Write(writer, report));
            else
                EvalScreen.Show(terminal.Screen, report);
            return ExitCode.Done;
        });
        return command;
    }
}
