using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lodestone.Server.Errors;
using Lodestone.Server.Serialization;

namespace Lodestone.Server.Search;

/// <summary>What to search for, and how. Everything but the query has a default.</summary>
internal sealed record SearchRequest
{
    /// <summary>What is asked, in plain words: there is no query syntax. Not blank.</summary>
    [Length(1, SearchDefaults.MaxQueryLength)]
    public required string Query { get; init; }

    /// <summary>How many hits come back. Default: 10.</summary>
    [Range(1, 2 * SearchDefaults.MaxCandidates)]
    public int? Top { get; init; }

    /// <summary>How many hits to pass over, for paging. Default: 0. Together with top at most candidates of each first stage.</summary>
    [Range(0, 2 * SearchDefaults.MaxCandidates)]
    public int? Skip { get; init; }

    /// <summary>How many passages each first stage hands on. Default: 100.</summary>
    [Range(1, SearchDefaults.MaxCandidates)]
    public int? Candidates { get; init; }

    [Description("Which first stages run. Default: hybrid.")]
    [JsonConverter(typeof(CamelCaseEnumConverter<RetrievalMode>))]
    public RetrievalMode? Retrieval { get; init; }

    /// <summary>How the first stages' scores become one.</summary>
    public FusionRequest? Fusion { get; init; }

    [Description("Whether and how the cross-encoder reads the best again: true, false, or how. Default: true.")]
    public JsonElement? Rerank { get; init; }

    /// <summary>Only documents for which this holds, such as <c>plan = "free" and year >= 2024</c>. Default: all.</summary>
    [Length(0, ServerDefaults.MaxFilterLength)]
    public string? Filter { get; init; }

    /// <summary>How long the search may take; what was not reranked by then keeps its place and is marked. Default: no limit.</summary>
    [Range(0.0, 86_400_000.0)]
    public double? BudgetMilliseconds { get; init; }

    /// <summary>Whether to compare the query with every vector, however many there are. Default: false.</summary>
    public bool? Exact { get; init; }

    /// <summary>How many nodes the walk of a graph keeps in view. Default: what the index chooses.</summary>
    [Range(1, 100_000)]
    public int? Exploration { get; init; }

    /// <summary>How many passages of one document may be hits; 0: any number. Default: 1.</summary>
    [Range(0, int.MaxValue)]
    public int? PassagesPerDocument { get; init; }

    /// <summary>Whether the answer is a stream of events: the fused hits at once, the reranked ones when ready. Default: false.</summary>
    public bool? Stream { get; init; }

    /// <exception cref="RequestException">The reranking is not one, or there is no such page.</exception>
    /// <exception cref="FilterException">The filter cannot be read.</exception>
    public SearchOptions ToOptions()
    {
        var options = Options();
        // The library refuses it too, in the words of C#.
        return options.Skip + options.Top <= options.MostHits ? options : throw RequestShape.Mistake("top", FormattableString.Invariant(
            $"Hits {options.Skip + 1} to {options.Skip + options.Top} were asked for by 'skip' and 'top', and there are at most ") +
            FormattableString.Invariant($"{options.MostHits}: {options.Candidates} 'candidates' from each first stage that runs. ") +
            "Ask for fewer, or raise 'candidates' on every page alike.");
    }

    private SearchOptions Options() => new()
    {
        Top = Top ?? SearchDefaults.Top,
        Skip = Skip ?? 0,
        Candidates = Candidates ?? SearchDefaults.Candidates,
        Retrieval = Retrieval ?? RetrievalMode.Hybrid,
        Fusion = (Fusion ?? new FusionRequest()).ToOptions(),
        Rerank = RerankRequest.Read(Rerank),
        Filter = string.IsNullOrWhiteSpace(Filter) ? null : Lodestone.Filter.Parse(Filter),
        Budget = BudgetMilliseconds is { } budget ? TimeSpan.FromMilliseconds(budget) : null,
        Exact = Exact ?? false,
        EfSearch = Exploration,
        PassagesPerDocument = PassagesPerDocument ?? SearchDefaults.PassagesPerDocument,
    };
}
