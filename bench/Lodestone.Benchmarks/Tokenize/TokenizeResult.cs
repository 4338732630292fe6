namespace Lodestone.Benchmarks;

/// <summary>What the tokenizers did on one set of texts; Lodestone is the first.</summary>
internal sealed record TokenizeResult(TokenizeJob Job, IReadOnlyList<Timings<TokenizeAnswer>> Systems)
{
    public Timings<TokenizeAnswer> Lodestone => Systems[0];

    public int Texts => Job.Texts.Count;

    /// <summary>How many texts get the published ids; Lodestone's where none are published.</summary>
    public int Same(Timings<TokenizeAnswer> system) => system.Answer.SameAs(Job.Golden ?? Lodestone.Answer.Ids);
}
