using System.Net;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Access;

/// <summary>Many requests while keys come and go.</summary>
public sealed class KeyStormTests
{
    private const int Clients = 4;
    private const int Rounds = 10;
    private const int AnswersARound = 20;

    /// <summary>A request that begins after a revocation has returned is refused; the other key is never refused in between.</summary>
    [Fact]
    public async Task Requests_WhileKeysChange_AreAnsweredForTheKeysOfTheirMoment()
    {
        var kept = "";
        await using var server = await TestServer.StartAsync(prepare: folder => kept = new KeyStore(folder).Add(KeyScope.Read).Secret);
        var store = new KeyStore(server.Data);
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var made = store.Add(KeyScope.Read);
        var round = new Round(made.Secret);
        var ended = false;
        var clients = Enumerable.Range(0, Clients).Select(_ => Task.Run(AskAsync)).ToArray();
        try
        {
            for (var i = 0; i < Rounds; i++)
            {
                await round.Served.WaitAsync(failed.Token);
                round.Revoking = true;
                Assert.True(store.Revoke(made.Key.Id));
                round.Revoked = true;
                for (var n = 0; n < AnswersARound; n++)
                    await round.Refused.WaitAsync(failed.Token);
                made = store.Add(KeyScope.Read);
                Volatile.Write(ref round, new Round(made.Secret));
            }
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            // A client has failed, and says below why.
        }
        finally
        {
            Volatile.Write(ref ended, true);
            await Task.WhenAll(clients);
        }

        async Task AskAsync()
        {
            try
            {
                while (!Volatile.Read(ref ended))
                    await AskBothAsync(server, Volatile.Read(ref round), kept);
            }
            catch
            {
                await failed.CancelAsync();
                throw;
            }
        }
    }

    private static async Task AskBothAsync(TestServer server, Round round, string kept)
    {
        var after = round.Revoked;
        var status = (HttpStatusCode)(await server.GetAsync("/v1/collections", ("X-API-Key", round.Secret))).Status;
        if (after)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, status);
            round.Refused.Release();
        }
        else if (!round.Revoking)
        {
            Assert.Equal(HttpStatusCode.OK, status);
            round.Served.Release();
        }
        else
        {
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.Unauthorized, $"{status}");
        }

        Assert.Equal(200, (await server.GetAsync("/v1/collections", ("X-API-Key", kept))).Status);
    }

    /// <summary>One key's time: served until it is about to be revoked, refused from when it is.</summary>
    private sealed class Round(string secret)
    {
        private volatile bool _revoking;
        private volatile bool _revoked;

        public string Secret => secret;

        public SemaphoreSlim Served { get; } = new(0);

        public SemaphoreSlim Refused { get; } = new(0);

        public bool Revoking
        {
            get => _revoking;
            set => _revoking = value;
        }

        public bool Revoked
        {
            get => _revoked;
            set => _revoked = value;
        }
    }
}
