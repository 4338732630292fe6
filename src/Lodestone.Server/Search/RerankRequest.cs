using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lodestone.Encoders;
using Lodestone.Server.Errors;
using Lodestone.Server.Serialization;

namespace Lodestone.Server.Search;

/// <summary>How the cross-encoder reads the best again.</summary>
internal sealed record RerankRequest
{
    /// <summary>Whether it does. Default: true.</summary>
    public bool? Enabled { get; init; }

    /// <summary>How many passages it reads, the best of the fused list. Default: 30.</summary>
    [Range(1, SearchDefaults.MaxCandidates)]
    public int? Depth { get; init; }

    /// <summary>Its share of the final score: 0 leaves the fused order, 1 goes by its logit alone. Default: as measured.</summary>
    [Range(0.0, 1.0)]
    public double? CrossEncoderWeight { get; init; }

    /// <summary>How far below the best logit a passage gets half of that share. Default: 2.</summary>
    [Range(1e-6, 1e6)]
    public double? HalfLogit { get; init; }

    [Description("What to do with passages that do not fit beside the query. Default: truncate.")]
    [JsonConverter(typeof(CamelCaseEnumConverter<LongPassages>))]
    public LongPassages? LongPassages { get; init; }

    /// <summary>True, false, an object, or nothing.</summary>
    /// <exception cref="RequestException">It is something else.</exception>
    public static SearchRerankOptions Read(JsonElement? value) => value switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.True } => new SearchRerankOptions(),
        { ValueKind: JsonValueKind.False } => SearchRerankOptions.Off,
        { ValueKind: JsonValueKind.Object } how => RequestJson.Bind(how, ServerJson.Default.RerankRequest, "rerank").ToOptions(),
        { } other => throw RequestShape.Mistake(
            "rerank", $"'rerank' is {FieldRule.Name(other)}; accepted is true, false, or an object that says how."),
    };

    private SearchRerankOptions ToOptions() => new()
    {
        Enabled = Enabled ?? true,
        Depth = Depth ?? SearchDefaults.RerankDepth,
        Combine = new CombineOptions { CrossEncoderWeight = CrossEncoderWeight, HalfLogit = HalfLogit ?? FusionDefaults.HalfLogit },
        LongPassages = LongPassages ?? Lodestone.Encoders.LongPassages.Truncate,
    };
}
