namespace Lodestone.Models;

/// <summary>One output of a graph; -1 in its shape stands for a dimension known only at run time.</summary>
internal sealed record GraphOutput(string Name, OutputKind Kind, int[] Shape)
{
    /// <summary>The last dimension: labels, or the width of a vector; -1 when the graph leaves it open.</summary>
    public int Width => Shape[^1];
}
