namespace Lodestone;

/// <summary>What the first stages found.</summary>
internal sealed record FirstStageResult(Retrieved Keyword, Retrieved Dense)
{
    /// <summary>Every passage that was found, once.</summary>
    public IReadOnlyList<long> Keys()
    {
        var keys = new HashSet<long>(Keyword.Keys);
        keys.UnionWith(Dense.Keys);
        return [.. keys];
    }
}
