using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Lodestone.TestSupport;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Lodestone.Server.Tests.Access;

/// <summary>TLS by Kestrel's own settings, and what a connection may do.</summary>
public sealed class TransportTests(RealServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tls_CertificateInTheConfiguration_IsUsed()
    {
        using var folder = new TemporaryFolder();
        using var key = RSA.Create(2_048);
        var request = new CertificateRequest("CN=search.example", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(
            new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2090, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await File.WriteAllTextAsync(folder["tls.pem"], certificate.ExportCertificatePem(), Token);
        await File.WriteAllTextAsync(folder["tls.key"], key.ExportPkcs8PrivateKeyPem(), Token);

        await using var server = await TestServer.StartAsync(
            options => options.AllowedHosts = ["search.example"],
            builder =>
            {
                builder.Configuration["Kestrel:Certificates:Default:Path"] = folder["tls.pem"];
                builder.Configuration["Kestrel:Certificates:Default:KeyPath"] = folder["tls.key"];
            },
            url: "https://127.0.0.1:0");
        using var handler = new SocketsHttpHandler();
        handler.SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, found, _, _) => found?.GetCertHashString() == certificate.GetCertHashString(),
        };
        using var client = new HttpClient(handler) { BaseAddress = server.Address };
        using var asked = new HttpRequestMessage(HttpMethod.Get, new Uri("/v1/health", UriKind.Relative));
        asked.Headers.Host = "search.example";
        using var answer = await client.SendAsync(asked, Token);
        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
    }

    [Fact]
    public async Task Body_LargerThanTheLimit_IsRefused()
    {
        var reply = await server.Server.PostAsync("/v1/embeddings", new { input = new string('a', 17 << 20) });
        Assert.Equal(413, reply.Status);
        Assert.Contains("16777216 bytes", reply.Json.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_LargerThanKestrelsLimit_AreRefused()
    {
        var reply = await server.Server.GetAsync("/v1/health", ("X-Long", new string('a', 60_000)));
        Assert.Equal(431, reply.Status);
    }

    [Fact]
    public async Task Headers_NeverEnding_LoseTheConnection()
    {
        await using var hasty = await TestServer.StartAsync(adapt: builder =>
            builder.Services.PostConfigure<KestrelServerOptions>(kestrel =>
            {
                Assert.Equal(TimeSpan.FromSeconds(AccessDefaults.HeaderSeconds), kestrel.Limits.RequestHeadersTimeout);
                kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(1);
            }));
        using var client = new TcpClient();
        await client.ConnectAsync(hasty.Address.Host, hasty.Address.Port, Token);
        var stream = client.GetStream();
        await stream.WriteAsync("GET /v1/health HTTP/1.1\r\nHost: localhost\r\nX-Slow: "u8.ToArray(), Token);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromMinutes(3));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        Assert.StartsWith("HTTP/1.1 408", await reader.ReadToEndAsync(patience.Token), StringComparison.Ordinal);
    }
}
