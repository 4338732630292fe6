using System.Text.Json;
using Lodestone.Models;

namespace Lodestone.Cli;

/// <summary>A result as JSON.</summary>
internal static class SearchJson
{
    public static void Write(Utf8JsonWriter json, SearchResult result)
    {
        json.WriteStartObject();
        json.WriteString("query", result.Query);
        json.WriteStartArray("hits");
        foreach (var hit in result.Hits)
            Write(json, hit);
        json.WriteEndArray();
        json.WriteNumber("candidates", result.Candidates);
        json.WriteNumber("sequence", result.Sequence);
        json.WritePropertyName("trace");
        Write(json, result.Trace);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Hit hit)
    {
        json.WriteStartObject();
        json.WriteNumber("rank", hit.Rank);
        json.WriteNumber("finalScore", hit.FinalScore);
        json.WriteString("documentId", hit.DocumentId);
        json.WriteString("title", hit.Title);
        json.WriteString("heading", hit.Heading);
        json.WriteString("text", hit.Text);
        json.WriteNumber("passage", hit.Passage);
        json.WritePropertyName("range");
        Range(json, hit.Range);
        json.WriteStartArray("highlights");
        foreach (var highlight in hit.Highlights)
            Range(json, highlight);
        json.WriteEndArray();
        json.Metadata("metadata", hit.Metadata);
        Stages(json, hit);
        json.WriteString("outcome", JsonNamingPolicy.CamelCase.ConvertName(hit.Outcome.ToString()));
        json.WriteEndObject();
    }

    private static void Stages(Utf8JsonWriter json, Hit hit)
    {
        if (Starts(json, "bm25", hit.Bm25 is not null))
        {
            json.WriteNumber("score", hit.Bm25!.Value.Bm25Score);
            json.WriteNumber("rank", hit.Bm25.Value.Rank);
            json.WriteEndObject();
        }

        if (Starts(json, "biEncoder", hit.BiEncoder is not null))
        {
            json.WriteNumber("similarity", hit.BiEncoder!.Value.Similarity);
            json.WriteNumber("rank", hit.BiEncoder.Value.Rank);
            json.WriteEndObject();
        }

        json.WriteStartObject("fused");
        json.WriteNumber("score", hit.Fused.FusedScore);
        json.WriteNumber("rank", hit.Fused.Rank);
        json.WriteEndObject();
        if (Starts(json, "crossEncoder", hit.CrossEncoder is not null))
        {
            json.WriteNumber("logit", hit.CrossEncoder!.Value.Logit);
            json.WriteNumber("probability", hit.CrossEncoder.Value.Probability);
            json.WriteNumber("rank", hit.CrossEncoder.Value.Rank);
            json.WriteNumber("droppedTokens", hit.CrossEncoder.Value.DroppedTokens);
            json.WriteEndObject();
        }
    }

    private static bool Starts(Utf8JsonWriter json, string name, bool passed)
    {
        if (passed)
            json.WriteStartObject(name);
        else
            json.WriteNull(name);
        return passed;
    }

    private static void Write(Utf8JsonWriter json, SearchTrace trace)
    {
        json.WriteStartObject();
        json.Milliseconds("milliseconds", trace.Elapsed);
        json.WriteString("indexPath", trace.IndexPath is { } path ? JsonNamingPolicy.CamelCase.ConvertName(path.ToString()) : null);
        json.WriteBoolean("approximate", trace.Approximate);
        json.WriteBoolean("degraded", trace.Degraded);
        json.WriteStartArray("stages");
        foreach (var stage in trace.Stages)
        {
            json.WriteStartObject();
            json.WriteString("stage", stage.Stage);
            json.Milliseconds("startedMilliseconds", stage.Started);
            json.Milliseconds("milliseconds", stage.Elapsed);
            json.WriteNumber("count", stage.Count);
            json.WriteNumber("modelRuns", stage.ModelRuns);
            json.WriteNumber("cacheHits", stage.CacheHits);
            json.WriteString("skipped", stage.Skipped);
            json.WriteString("failure", stage.Failure);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Strings("notices", trace.Notices);
        json.WriteEndObject();
    }

    private static void Range(Utf8JsonWriter json, TextRange range)
    {
        json.WriteStartArray();
        json.WriteNumberValue(range.Start);
        json.WriteNumberValue(range.End);
        json.WriteEndArray();
    }
}
