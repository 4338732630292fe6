namespace Lodestone.Indexing;

/// <summary>The defaults of vector indexes, with what they were chosen from: bench/results/vectors.md.</summary>
public static class VectorDefaults
{
    /// <summary>Below about so many vectors an exact scan is quick enough that a graph is not worth its memory: 20,000.</summary>
    public const int FlatBelow = 20_000;

    /// <summary>Least candidates a walk keeps: 96.</summary>
    public const int LeastExploration = 96;

    /// <summary>
    /// Links a vector makes when it is added to a graph (M in the paper): 16. It may have twice as many on the lowest level.
    /// </summary>
    public const int Links = 16;

    /// <summary>Candidates from which a new vector's links are chosen (efConstruction in the paper): 200.</summary>
    public const int BuildExploration = 200;

    /// <summary>Candidates a walk keeps when the query does not say: one and a half times the hits asked for, at least 96.</summary>
    public static int Exploration(int top) => Math.Min(Math.Max(LeastExploration, top + top / 2), VectorLimits.MaxTop);
}
