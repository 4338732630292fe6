using System.Net;
using System.Net.Sockets;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Hosting;

public sealed class StartTests
{
    [Theory]
    [InlineData("localhost:80")]
    [InlineData("ftp://127.0.0.1:0")]
    [InlineData("http://127.0.0.1:99999")]
    [InlineData("http://127.0.0.1:0/path")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task StartAsync_AddressThatIsNone_IsRefused(string url)
    {
        using var folder = new TemporaryFolder();
        var mistake = await Assert.ThrowsAsync<InvalidArgumentException>(() => StartAsync(url, folder.Path));
        Assert.Equal(ErrorCodes.AddressInvalid, mistake.Code);
        Assert.Contains(ServerDefaults.Url, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_HttpsWithoutCertificate_SaysHowToGiveOne()
    {
        using var folder = new TemporaryFolder();
        var mistake = await Assert.ThrowsAsync<InvalidArgumentException>(() => StartAsync("https://127.0.0.1:0", folder.Path));
        Assert.Equal(ErrorCodes.CertificateMissing, mistake.Code);
        Assert.Contains("Kestrel__Certificates__Default__Path", mistake.Message, StringComparison.Ordinal);
        Assert.StartsWith("'https://127.0.0.1:0' asks for HTTPS", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_PortInUse_SaysSo()
    {
        using var folder = new TemporaryFolder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";
        var busy = await Assert.ThrowsAsync<AddressInUseException>(() => StartAsync(url, folder.Path));
        Assert.Equal(ErrorCodes.AddressInUse, busy.Code);
        Assert.Contains($"another address than '{url}'", busy.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_AddressOfAnotherMachine_SaysSo()
    {
        using var folder = new TemporaryFolder();
        // A documentation address (RFC 5737), which no machine has.
        var refused = await Assert.ThrowsAsync<IOException>(() => StartAsync("http://192.0.2.1:18081", folder.Path, insecure: true));
        Assert.Contains("'http://192.0.2.1:18081'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_DataFolderOfAnother_SaysSo()
    {
        await using var server = await TestServer.StartAsync();
        var busy = await Assert.ThrowsAsync<StoreException>(() => StartAsync("http://127.0.0.1:0", server.Data));
        Assert.Equal(StoreFailure.InUse, busy.Failure);
        Assert.Contains("another server", busy.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_DataFolderThatIsAFile_SaysSo()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["file"], "", TestServer.Stop);
        var refused = await Assert.ThrowsAsync<StoreException>(() => StartAsync("http://127.0.0.1:0", folder["file"]));
        Assert.Equal(StoreFailure.NotPermitted, refused.Failure);
        Assert.Contains("cannot be made or written", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_DataFolderThatIsMissing_IsMade()
    {
        using var folder = new TemporaryFolder();
        var data = folder["a/b"];
        await using (await StartAsync("http://127.0.0.1:0", data))
            Assert.True(Directory.Exists(Path.Combine(data, "collections")));
    }

    private static Task<TestServer> StartAsync(string url, string data, bool insecure = false) =>
        TestServer.StartAsync(options => options.Insecure = insecure, data: data, url: url);
}
