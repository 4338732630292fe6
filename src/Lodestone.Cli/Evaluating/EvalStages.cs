namespace Lodestone.Cli;

/// <summary>The names of the stages that are measured.</summary>
internal static class EvalStages
{
    public const string Bm25 = "bm25";
    public const string Vectors = "vectors";
    public const string Fused = "fused";

    /// <summary>The fused candidates in the cross-encoder's own order.</summary>
    public const string CrossEncoder = "cross-encoder";

    /// <summary>The order that a search answers with.</summary>
    public const string Final = "final";

    public static IReadOnlyList<string> All { get; } = [Bm25, Vectors, Fused, CrossEncoder, Final];
}
