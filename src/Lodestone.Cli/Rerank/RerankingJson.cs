using System.Text.Json;
using Lodestone.Cli.Input;
using Lodestone.Cli.Output;

namespace Lodestone.Cli.Rerank;

/// <summary>A reranking as JSON.</summary>
internal static class RerankingJson
{
    public static void Write(Utf8JsonWriter json, string query, string model, IReadOnlyList<InputText> passages, RerankResult reranking)
    {
        json.WriteStartObject();
        json.WriteString("query", query);
        json.WriteString("model", model);
        json.Milliseconds("milliseconds", reranking.Elapsed);
        json.WriteNumber("runs", reranking.Runs);
        json.WriteNumber("scored", reranking.Scored);
        json.WriteNumber("blank", reranking.Blank);
        json.WriteNumber("truncated", reranking.Truncated);
        json.WriteStartArray("results");
        foreach (var score in reranking.Passages)
        {
            json.WriteStartObject();
            json.WriteNumber("index", score.Index);
            json.WriteString("id", passages[score.Index].Id);
            json.WriteString("text", passages[score.Index].Text);
            json.Score(score);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
