using Lodestone.Encoders;

namespace Lodestone.Core.Tests.Collections;

/// <summary>The encoders, loaded once for a class of tests.</summary>
public sealed class EncodersFixture : IDisposable
{
    private readonly ModelPool _encoders = new();

    internal Task<Collection> OpenAsync(string folder, bool readOnly = false, TimeProvider? clock = null) => Collection.OpenAsync(
        folder,
        new CollectionOptions { Models = _encoders, ReadOnly = readOnly, TimeProvider = clock ?? TimeProvider.System },
        TestContext.Current.CancellationToken);

    public void Dispose() => _encoders.Dispose();
}
