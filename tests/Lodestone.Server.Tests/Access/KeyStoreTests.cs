using System.Security.Cryptography;
using System.Text;

namespace Lodestone.Server.Tests;

public sealed class KeyStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Add_Key_IsGivenOnceAndKeptHashed()
    {
        var store = new KeyStore(_folder.Path, _clock);

        var (key, secret) = store.Add(KeyScope.Write, "ingest");

        Assert.Matches("^ls_[A-Za-z0-9_-]{43}$", secret);
        Assert.Equal(("ingest", KeyScope.Write, _clock.GetUtcNow()), (key.Name, key.Scope, key.Created));
        Assert.Equal([key], store.List());
        var text = File.ReadAllText(store.File);
        Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain(secret[3..], text, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret))), text, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_Keys_AreAllDifferent()
    {
        var store = new KeyStore(_folder.Path, _clock);
        var made = Enumerable.Range(0, 20).Select(_ => store.Add(KeyScope.Read)).ToArray();
        Assert.Equal(20, made.Select(m => m.Secret).Distinct().Count());
        Assert.Equal(made.Select(m => m.Key.Id), store.List().Select(k => k.Id));
    }

    [Fact]
    public void File_OnUnix_IsItsOwnersAlone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has other permissions.");
            return;
        }

        var store = new KeyStore(_folder.Path, _clock);
        store.Add(KeyScope.Read);
        store.Add(KeyScope.Read);
        foreach (var file in Directory.GetFiles(_folder.Path))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void Revoke_Key_IsGone()
    {
        var store = new KeyStore(_folder.Path, _clock);
        var (first, _) = store.Add(KeyScope.Read);
        var (second, _) = store.Add(KeyScope.Admin);

        Assert.True(store.Revoke(first.Id));
        Assert.False(store.Revoke(first.Id));
        Assert.Equal([second], store.List());
    }

    [Fact]
    public async Task Add_ManyAtOnce_KeepsAll()
    {
        await Parallel.ForAsync(0, 16, TestContext.Current.CancellationToken, (_, _) =>
        {
            new KeyStore(_folder.Path).Add(KeyScope.Read);
            return ValueTask.CompletedTask;
        });
        Assert.Equal(16, new KeyStore(_folder.Path).List().Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"version\":2,\"keys\":[]}")]
    [InlineData("{\"version\":1,\"keys\":[{\"id\":\"a\",\"name\":null,\"scope\":\"root\",\"created\":\"2026-01-01\",\"sha256\":\"00\"}]}")]
    [InlineData("{\"version\":1,\"keys\":[{\"id\":\"a\",\"name\":null,\"scope\":\"Read\",\"created\":\"2026-01-01\",\"sha256\":\"00\"}]}")]
    [InlineData("{\"version\":1,\"keys\":[null]}")]
    public void List_DamagedFile_SaysSo(string content)
    {
        var store = new KeyStore(_folder.Path, _clock);
        File.WriteAllText(store.File, content);

        var failure = Assert.Throws<KeyFileException>(() => store.List());

        Assert.Equal(store.File, failure.Path);
        Assert.Contains(store.File, failure.Message, StringComparison.Ordinal);
        Assert.Throws<KeyFileException>(() => store.Add(KeyScope.Read));
        Assert.Equal(content, File.ReadAllText(store.File));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two\nlines")]
    public void Add_UnusableName_IsRefused(string name) =>
        Assert.Throws<ArgumentException>(() => new KeyStore(_folder.Path, _clock).Add(KeyScope.Read, name));
}
