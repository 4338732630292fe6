using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Lodestone.Server.Errors;
using Lodestone.Server.Serialization;

namespace Lodestone.Server.Search;

/// <summary>How the first stages' scores become one.</summary>
internal sealed record FusionRequest
{
    [Description("The weighted sum of scores, each brought to 0 to 1, or reciprocal rank fusion. Default: minMax.")]
    [JsonConverter(typeof(CamelCaseEnumConverter<FusionMethod>))]
    public FusionMethod? Method { get; init; }

    /// <summary>BM25's weight; only its ratio to the other counts. Default: 0.5.</summary>
    [Range(0.0, 1e6)]
    public double? Bm25Weight { get; init; }

    /// <summary>The bi-encoder's weight. Default: 0.5.</summary>
    [Range(0.0, 1e6)]
    public double? SimilarityWeight { get; init; }

    /// <summary>The constant of reciprocal rank fusion. Default: 60.</summary>
    [Range(1, 1_000_000)]
    public int? RankConstant { get; init; }

    /// <summary>Whether BM25's weight is lowered where keywords do not decide the query; for minMax. Default: true.</summary>
    public bool? AdaptBm25 { get; init; }

    /// <exception cref="RequestException">Neither stage has any weight.</exception>
    public FusionOptions ToOptions()
    {
        var options = Options();
        return options.Bm25Weight + options.SimilarityWeight > 0 ? options : throw RequestShape.Mistake(
            "fusion.bm25Weight",
            "'fusion.bm25Weight' and 'fusion.similarityWeight' are both 0, so no score would count. Give at least one of them more.");
    }

    private FusionOptions Options() => new()
    {
        Method = Method ?? FusionMethod.MinMax,
        Bm25Weight = Bm25Weight ?? FusionDefaults.Bm25Weight,
        SimilarityWeight = SimilarityWeight ?? FusionDefaults.SimilarityWeight,
        RankConstant = RankConstant ?? FusionDefaults.RankConstant,
        AdaptBm25 = AdaptBm25 ?? true,
    };
}
