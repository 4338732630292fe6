namespace Lodestone.Models;

/// <summary>One model run: which pair, and which tokens of its passage.</summary>
internal readonly record struct PairRun(int Pair, int Start, int Count);
