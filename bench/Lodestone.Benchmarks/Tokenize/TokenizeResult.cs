namespace Lodestone.Benchmarks;

/// <summary>The results of the tokenizers on one set of texts; Lodestone is the first.</summary>
internal sealed record TokenizeResult(TokenizeJob Job, IReadOnlyList<Timings<TokenizeAnswer>> Systems)
{
    public Timings<TokenizeAnswer> Lodestone => Systems[0];

    public int Texts => Job.Texts.Count;

    /// <summary>The number of texts with the published ids, or with Lodestone's where none are published.</summary>
    public int Same(Timings<TokenizeAnswer> system) => system.Answer.SameAs(Job.Golden ?? Lodestone.Answer.Ids);
}
