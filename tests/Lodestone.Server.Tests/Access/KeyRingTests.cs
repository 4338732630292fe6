using Lodestone.Server.Access;
using Lodestone.TestSupport;
using Microsoft.Extensions.Logging;

namespace Lodestone.Server.Tests.Access;

/// <summary>The ring by itself: what it keeps of a reading, and what it says. Who is let in is in <see cref="ClosedTests"/>.</summary>
public sealed class KeyRingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CapturedLogs _logs = new();
    private readonly LoggerFactory _loggers;
    private readonly KeyStore _store;
    private int _said;

    public KeyRingTests()
    {
        _store = new KeyStore(_folder.Path);
        _loggers = new LoggerFactory([_logs]);
    }

    public void Dispose()
    {
        _loggers.Dispose();
        _logs.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Current_KeyAddedAndRevokedMeanwhile_IsSeenAtOnce()
    {
        var ring = Ring();
        Assert.False(ring.Current().AreRequired);
        var (key, secret) = _store.Add(KeyScope.Write);

        Assert.True(ring.Current().AreRequired);
        Assert.Equal(key.Id, ring.Current().Find(secret)?.Id);
        Assert.Null(ring.Current().Find(secret + "x"));
        Assert.Null(ring.Current().Find(""));

        _store.Revoke(key.Id);
        Assert.Null(ring.Current().Find(secret));
        Assert.True(ring.Current().AreRequired);
        Assert.False(ring.AtStart.AreRequired);
    }

    [Fact]
    public void Current_FileUnchanged_IsTheSameReading()
    {
        _store.Add(KeyScope.Read);
        var ring = Ring();
        Assert.Same(ring.AtStart, ring.Current());
        File.SetLastWriteTimeUtc(_store.File, DateTime.UnixEpoch);
        Assert.Same(ring.AtStart, ring.Current());

        File.WriteAllText(_store.File, "{");
        var damaged = ring.Current();
        Assert.NotNull(damaged.Problem);
        Assert.Same(damaged, ring.Current());
    }

    [Fact]
    public void Current_EveryChange_IsSaidOnce()
    {
        var ring = Ring();
        ring.LogStart();
        Says("Information There is no file of API keys");
        _store.Revoke(_store.Add(KeyScope.Read).Key.Id);
        AskThrice(ring);
        Says("Warning The file of API keys");
        _store.Add(KeyScope.Read);
        AskThrice(ring);
        Says("Information 1 API keys are known");
        File.WriteAllText(_store.File, "");
        AskThrice(ring);
        Says("Error No API key is known, so all requests that need one are refused.", "it is empty");
        File.Delete(_store.File);
        Directory.CreateDirectory(_store.File);
        AskThrice(ring);
        Says("Error No API key is known", "denied");
        Directory.Delete(_store.File);
        AskThrice(ring);
        Says("Warning The file of API keys", "is gone");
    }

    private void Says(params string[] parts)
    {
        var line = Assert.Single(_logs.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)[_said..]);
        Assert.All(parts, part => Assert.Contains(part, line, StringComparison.Ordinal));
        _said++;
    }

    private static void AskThrice(KeyRing ring)
    {
        for (var i = 0; i < 3; i++)
            Assert.True(ring.Current().AreRequired);
    }

    private KeyRing Ring() => new(_store, _loggers.CreateLogger<KeyRing>());
}
