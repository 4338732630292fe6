using System.Text.Json;

namespace Lodestone.Benchmarks;

/// <summary>Texts to tokenise, with their published ids when there are any.</summary>
internal sealed record TokenizeJob(string Name, string Description, IReadOnlyList<string> Texts, IReadOnlyList<int[]>? Golden)
{
    public static TokenizeJob SciFact(SharedFolder shared)
    {
        var texts = JudgedCollection.Load(shared, "scifact").Documents.Select(document => document.Value).ToList();
        return new TokenizeJob("scifact", $"all {texts.Count:#,0} abstracts of SciFact, each with its title", texts, null);
    }

    public static TokenizeJob StackFaq(SharedFolder shared)
    {
        var texts = JudgedCollection.Load(shared, "stackfaq").Queries.Select(query => query.Value).ToList();
        return new TokenizeJob("stackfaq", $"all {texts.Count:#,0} questions of StackFAQ", texts, null);
    }

    /// <summary>Texts in twelve languages, with the ids of Hugging Face's tokenizers for bert-base-uncased.</summary>
    public static TokenizeJob Multilingual(SharedFolder shared)
    {
        var folder = shared.Require(Path.Combine("fixtures", "tokenizers"));
        var settled = JsonLines.Read(Path.Combine(folder, "golden_disagreements.jsonl"))
            .ToDictionary(text => text.GetProperty("id").GetString()!, text => Ids(text.GetProperty("hf_port_ids")));
        var texts = new List<string>();
        var golden = new List<int[]>();
        foreach (var text in JsonLines.Read(Path.Combine(folder, "golden_bert_base_uncased.jsonl.gz")))
        {
            texts.Add(text.GetProperty("text").GetString()!);
            golden.Add(settled.GetValueOrDefault(text.GetProperty("id").GetString()!) ?? Ids(text.GetProperty("ids")));
        }

        return new TokenizeJob("multilingual", $"{texts.Count:#,0} texts in 12 languages, with published ids", texts, golden);
    }

    /// <summary>The first texts of the job.</summary>
    public TokenizeJob Head(int count) => this with
    {
        Description = $"{Math.Min(count, Texts.Count)} texts out of {Description}",
        Texts = [.. Texts.Take(count)],
        Golden = Golden is null ? null : [.. Golden.Take(count)],
    };

    private static int[] Ids(JsonElement ids) => [.. ids.EnumerateArray().Select(id => id.GetInt32())];
}
