namespace Lodestone.Server.Collections;

/// <summary>A collection while a request uses it: until it is disposed, the collection is neither closed nor deleted.</summary>
internal sealed class CollectionUse(CollectionSlot slot, string name, Collection collection) : IDisposable
{
    private CollectionSlot? _slot = slot;

    public string Name => name;

    public Collection Collection => collection;

    public void Dispose() => Interlocked.Exchange(ref _slot, null)?.Leave();
}
