using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Lodestone.Server.Access;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Access;

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
    [InlineData("{\"version\":1,\"keys\":[{\"id\":\"\\ud800\",\"name\":null,\"scope\":\"read\",\"created\":\"2026-01-01\",\"sha256\":\"00\"}]}")]
    [InlineData("{\"version\":1,\"keys\":[],\"\\ud800\":0}x")]
    [InlineData("{\"version\":1,\"keys\":[{\"id\":\"a\",\"name\":null,\"scope\":\"write,admin\",\"created\":\"2026-01-01\",\"sha256\":\"" +
        "0000000000000000000000000000000000000000000000000000000000000000\"}]}")]
    public void List_DamagedFile_SaysSo(string content)
    {
        var store = new KeyStore(_folder.Path, _clock);
        File.WriteAllText(store.File, content);

        var failure = Assert.Throws<ServerException>(() => store.List());
        Assert.Equal(ErrorCodes.KeyFileUnusable, failure.Code);

        Assert.Equal(store.File, failure.Path);
        Assert.Contains(store.File, failure.Message, StringComparison.Ordinal);
        Assert.Throws<ServerException>(() => store.Add(KeyScope.Read));
        Assert.Equal(content, File.ReadAllText(store.File));
    }

    [Fact]
    public void Add_FileThatWouldBeTooLarge_IsRefusedAndKeepsTheKeys()
    {
        var store = new KeyStore(_folder.Path, _clock);
        var (key, _) = store.Add(KeyScope.Read);
        var one = new StoredKey(key.Id, new string('a', ServerDefaults.MaxNameLength), KeyScope.Read, key.Created, new string('0', 64));
        byte[] Of(int count) => JsonSerializer.SerializeToUtf8Bytes(
            new KeyFileContent(KeyFileContent.CurrentVersion, [.. Enumerable.Repeat(one, count)]), KeyJson.Default.KeyFileContent);
        var most = 1 + ((ServerDefaults.MaxKeyFileBytes - Of(1).Length) / (Of(2).Length - Of(1).Length));
        var bytes = Of(most);
        File.WriteAllBytes(store.File, bytes);

        var failure = Assert.Throws<ServerException>(() => store.Add(KeyScope.Read, one.Name));
        Assert.Equal(ErrorCodes.KeyFileFull, failure.Code);

        Assert.Contains("no room", failure.Message, StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(store.File));
        Assert.Equal(most, store.List().Count);
    }

    [Fact]
    public void List_FileWithAByteOrderMark_IsRead()
    {
        var store = new KeyStore(_folder.Path, _clock);
        var (key, _) = store.Add(KeyScope.Read);
        File.WriteAllText(store.File, File.ReadAllText(store.File), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Assert.Equal([key], store.List());
    }

    [Fact]
    public void List_SymbolicLink_IsFollowed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Not every user may make a symbolic link there.");
        var store = new KeyStore(_folder.Path, _clock);
        var (key, _) = store.Add(KeyScope.Read);
        File.Move(store.File, _folder["elsewhere"]);
        File.CreateSymbolicLink(store.File, "elsewhere");
        Assert.Equal([key], store.List());

        // A link to nothing is a file that is lost; no file at all is one that never was.
        File.Delete(_folder["elsewhere"]);
        Assert.Contains("elsewhere", Assert.Throws<ServerException>(() => store.List()).Message, StringComparison.Ordinal);
        File.Delete(store.File);
        Assert.Empty(store.List());
    }

    [Theory]
    [InlineData("")]
    [InlineData("two\nlines")]
    public void Add_UnusableName_IsRefused(string name)
    {
        var error = Assert.Throws<InvalidArgumentException>(() => new KeyStore(_folder.Path, _clock).Add(KeyScope.Read, name));
        Assert.Equal(ErrorCodes.KeyNameInvalid, error.Code);
    }
}
