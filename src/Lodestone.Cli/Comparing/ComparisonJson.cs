using System.Text.Json;

namespace Lodestone.Cli;

/// <summary>A comparison as JSON.</summary>
internal static class ComparisonJson
{
    public static void Write(Utf8JsonWriter json, Scenario scenario, EncoderComparison comparison)
    {
        json.WriteStartObject();
        json.WriteString("query", comparison.Query);
        json.WriteStartObject("biEncoder");
        json.WriteString("model", comparison.BiEncoderModel);
        json.Milliseconds("milliseconds", comparison.Corpus.Elapsed + comparison.QueryEmbedding.Elapsed);
        json.Milliseconds("corpusMilliseconds", comparison.Corpus.Elapsed);
        json.Milliseconds("queryMilliseconds", comparison.QueryEmbedding.Elapsed);
        json.WriteNumber("corpusRuns", comparison.Corpus.Runs);
        json.WriteNumber("queryRuns", comparison.QueryEmbedding.Runs);
        json.WriteEndObject();
        json.WriteStartObject("crossEncoder");
        json.WriteString("model", comparison.CrossEncoderModel);
        json.Milliseconds("milliseconds", comparison.Pairs.Elapsed);
        json.WriteNumber("runs", comparison.Pairs.Runs);
        json.WriteEndObject();
        json.WriteStartArray("passages");
        foreach (var passage in comparison.Passages)
            Write(json, scenario.Passages[passage.Index].Id, passage);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string? id, ComparedPassage passage)
    {
        json.WriteStartObject();
        json.WriteNumber("index", passage.Index);
        json.WriteString("id", id);
        json.WriteString("text", passage.Text);
        json.WriteStartObject("biEncoder");
        json.WriteNumber("rank", passage.BiEncoder.Rank);
        json.Number("similarity", passage.BiEncoder.Similarity);
        json.WriteNumber("tokens", passage.BiEncoder.Tokens);
        json.WriteNumber("droppedTokens", passage.BiEncoder.DroppedTokens);
        json.WriteEndObject();
        json.WriteStartObject("crossEncoder");
        json.WriteNumber("rank", passage.CrossEncoder.Rank);
        json.Score(passage.CrossEncoder.Score);
        json.WriteEndObject();
        json.WriteNumber("moved", passage.Moved);
        json.WriteEndObject();
    }
}
