namespace Lodestone.Benchmarks;

/// <summary>Writes the report on tokenisation.</summary>
internal sealed class TokenizeReport(IReadOnlyList<TokenizeResult> results, int rounds)
{
    public BenchmarkReport Build() =>
        new("tokenize", "How fast is tokenisation, what does it allocate, and against what?", Markdown(), Figures(), Faults());

    private string Markdown() => $"""
        ## Lodestone's speed, as a multiple

        {Ratios()}
        ## Texts with the right ids

        The published ids on multilingual; Lodestone's on the others, which have none. A wrong tokenizer is no peer, however fast.

        {Table((r, system) => $"{r.Same(system):#,0} of {r.Texts:#,0}")}
        ## Texts a second

        On one thread. The median of {Figure.Rounds(rounds)}, and the slowest and fastest of them.

        {Table((r, system) => Figure.Spread(system, r.Texts))}
        ## Tokens a second

        {Table((r, system) => Figure.Rate(system.Rate(system.Answer.Tokens)))}
        ## Bytes allocated a text

        Managed memory, the answer included; a JavaScript engine doesn't tell.

        {Table((_, system) => system.Answer.BytesPerText is { } bytes ? $"{bytes:#,0}" : "–")}
        ## What was run

        {string.Join('\n', results.Select(r => $"- {r.Job.Name}: {r.Job.Description}."))}

        bert-base-uncased's vocabulary, no special tokens, no truncation. One warm-up over all texts, then {Figure.Rounds(rounds)}, the
        systems taking turns. A multiple is the median over the rounds of the two times of one round.

        {string.Join('\n', results[0].Systems.Select(system => $"- {system.Key}: {system.Description}."))}
        """;

    private MarkdownTable Ratios()
    {
        var table = new MarkdownTable("of", results.Select(r => r.Job.Name));
        for (var i = 1; i < results[0].Systems.Count; i++)
            table.Row(results[0].Systems[i].Key, results.Select(r => Figure.Ratio(r.Lodestone.SpeedOver(r.Systems[i]))));
        return table;
    }

    private MarkdownTable Table(Func<TokenizeResult, Timings<TokenizeAnswer>, string> cell)
    {
        var table = new MarkdownTable("system", results.Select(r => r.Job.Name));
        for (var i = 0; i < results[0].Systems.Count; i++)
            table.Row(results[0].Systems[i].Key, results.Select(r => cell(r, r.Systems[i])));
        return table;
    }

    private List<string> Faults() =>
    [
        .. results.Where(r => r.Same(r.Lodestone) < r.Texts)
            .Select(r => $"on {r.Job.Name} Lodestone gives {r.Texts - r.Same(r.Lodestone)} texts other ids than the published ones."),
    ];

    private object Figures() => new
    {
        rounds,
        jobs = results.Select(r => new
        {
            r.Job.Name,
            r.Job.Description,
            r.Texts,
            comparedWith = r.Job.Golden is null ? "lodestone" : "published ids",
            systems = r.Systems.Select(system => new
            {
                system.Key,
                system.Description,
                textsPerSecond = system.Rate(r.Texts),
                tokensPerSecond = system.Rate(system.Answer.Tokens),
                system.Answer.Tokens,
                system.Answer.AllocatedBytes,
                sameIds = r.Same(system),
                lodestoneIsTimesAsFast = r.Lodestone.SpeedOver(system),
                system.Seconds,
            }),
        }),
    };
}
