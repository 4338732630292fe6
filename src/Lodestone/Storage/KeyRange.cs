namespace Lodestone;

/// <summary>Consecutive passage keys: those of one document.</summary>
internal readonly record struct KeyRange(long First, int Count)
{
    public IEnumerable<long> Keys()
    {
        for (var i = 0; i < Count; i++)
            yield return First + i;
    }
}
