using Microsoft.Extensions.Logging.Abstractions;

namespace Lodestone.Server.Tests;

public sealed class KeyRingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly KeyStore _store;
    private readonly KeyRing _ring;

    public KeyRingTests()
    {
        _store = new KeyStore(_folder.Path);
        _ring = new KeyRing(_store, NullLogger<KeyRing>.Instance);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Find_KeyAddedAndRevokedMeanwhile_IsSeenAtOnce()
    {
        Assert.False(_ring.IsRequired);
        var (key, secret) = _store.Add(KeyScope.Write);

        Assert.True(_ring.IsRequired);
        Assert.Equal(key.Id, _ring.Find(secret)?.Id);
        Assert.Null(_ring.Find(secret + "x"));
        Assert.Null(_ring.Find(""));

        _store.Revoke(key.Id);
        Assert.Null(_ring.Find(secret));
        Assert.True(_ring.IsRequired);
    }

    [Fact]
    public void IsRequired_FileLostOrDamaged_StaysClosed()
    {
        var (_, secret) = _store.Add(KeyScope.Read);
        Assert.NotNull(_ring.Find(secret));

        File.WriteAllText(_store.File, "{");
        Assert.Null(_ring.Find(secret));
        Assert.True(_ring.IsRequired);

        File.Delete(_store.File);
        Assert.Null(_ring.Find(secret));
        Assert.True(_ring.IsRequired);
    }
}
