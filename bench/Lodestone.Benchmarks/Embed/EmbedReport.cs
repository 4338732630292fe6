namespace Lodestone.Benchmarks;

/// <summary>Writes the report on embedding.</summary>
internal sealed class EmbedReport(IReadOnlyList<EmbedResult> results, int rounds)
{
    // Dividing by a norm within one part in 10^7 of 1 changes a component by a unit or two in its last place.
    private const float Rounding = 1e-6f;

    public BenchmarkReport Build() =>
        new("embed", "How fast is embedding a collection, and against what?", Markdown(), Figures(), Faults());

    private string Markdown() => $"""
        ## Lodestone's speed, as a multiple

        {Ratios()}
        ## Texts a second

        The median of {Figure.Rounds(rounds)}, and the slowest and fastest of them.

        {Rates(r => r.Texts)}
        ## Tokens a second

        {Rates(r => r.Tokens)}
        ## Do they agree?

        {Agreement()}
        The graphs give normalised vectors and the model folders ask for normalisation, which Lodestone does once more: that is rounding.
        Cut texts are left out of the cosine because transformers.js cuts the last [SEP] off a text it truncates.

        ## What was run

        {string.Join('\n', results.DistinctBy(r => r.Job.Name).Select(Describe))}

        Two models of 384 dimensions: bge-small-en-v1.5 reads 512 tokens of a text at most, all-minilm-l6-v2 256. One warm-up, then
        {Figure.Rounds(rounds)}, the systems taking turns. A multiple is the median over the rounds of the two times of one round.

        {string.Join('\n', results[0].Systems.Select(system => $"- {system.Key}: {system.Description}."))}

        These graphs take no attention mask, so a padded batch of them is impossible, and transformers.js is given one text at a time. Its
        usual way, padded batches of the stock exports of these models, is not measured here: only the stock export of the cross-encoder
        is at hand, and that comparison is `rerank`.
        """;

    private MarkdownTable Ratios()
    {
        var table = new MarkdownTable("of", [.. Titles(), "expected"]);
        table.Row("the raw limit", [.. results.Select(r => Figure.Ratio(r.Lodestone.SpeedOver(r.Raw))), "at least 0.95"]);
        table.Row(
            "transformers.js, same graph",
            [.. results.Select(r => Figure.Ratio(r.Lodestone.SpeedOver(r.TransformersJs))), "at least 1.5"]);
        return table;
    }

    private MarkdownTable Rates(Func<EmbedResult, double> items)
    {
        var table = new MarkdownTable("system", Titles());
        for (var i = 0; i < results[0].Systems.Count; i++)
            table.Row(results[0].Systems[i].Key, results.Select(r => Figure.Spread(r.Systems[i], items(r))));
        return table;
    }

    private MarkdownTable Agreement() => new MarkdownTable("", Titles())
        .Row(
            $"largest difference of a component to the raw limit's (at most {Rounding:G1})",
            results.Select(r => $"{r.LargestDifferenceToRaw:G3}"))
        .Row(
            "smallest cosine to transformers.js' vector, texts shorter than the model's limit",
            results.Select(r => $"{r.SmallestCosineToTransformersJs:0.000000}"))
        .Row("texts shorter than the model's limit", results.Select(r => $"{r.ShorterThanLimit:#,0} of {r.Texts:#,0}"));

    private string Describe(EmbedResult result)
    {
        var lengths = results.Where(r => r.Job.Name == result.Job.Name)
            .Select(r => $"{Statistics.Median(r.TokensPerText):0} tokens in the median, {r.TokensPerText.Max():0} at most, for {r.Model}");
        return $"- {result.Job.Name}: {result.Job.Description}; {string.Join("; ", lengths)}.";
    }

    private IEnumerable<string> Titles() => results.Select(r => $"{r.Model}, {r.Job.Name}");

    private List<string> Faults() =>
    [
        // Not 'greater than', because a NaN is a fault too.
        .. results.Where(r => !(r.LargestDifferenceToRaw <= Rounding))
            .Select(r => $"{r.Model} on {r.Job.Name} differs from the raw limit by {r.LargestDifferenceToRaw:G3}."),
    ];

    private object Figures() => new
    {
        rounds,
        jobs = results.Select(r => new
        {
            r.Model,
            collection = r.Job.Name,
            r.Job.Description,
            r.Texts,
            r.Tokens,
            r.LargestDifferenceToRaw,
            r.SmallestCosineToTransformersJs,
            r.ShorterThanLimit,
            systems = r.Systems.Select(system => new
            {
                system.Key,
                system.Description,
                textsPerSecond = system.Rate(r.Texts),
                tokensPerSecond = system.Rate(r.Tokens),
                lodestoneIsTimesAsFast = r.Lodestone.SpeedOver(system),
                system.Seconds,
            }),
        }),
    };
}
