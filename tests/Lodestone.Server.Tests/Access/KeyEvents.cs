using System.Diagnostics;
using System.Globalization;
using Lodestone.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Lodestone.Server.Tests.Access;

/// <summary>A data folder, a server on it and a client, to which one event after another happens.</summary>
internal sealed class KeyEvents(string where) : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _clock = new();
    private readonly Dictionary<string, (string Id, string Secret)> _keys = [];
    private TestServer? _server;
    private byte[] _saved = [];

    /// <summary>The ways of having a key file that cannot be used, as far as this machine and user can make them.</summary>
    public static IReadOnlyList<string> Spoils { get; } =
    [
        "empty", "damage", "cut", "newer", "large", "folder",
        .. OperatingSystem.IsWindows() ? [] : new[] { "dangle", "circle", "pipe" },
        .. OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess ? [] : new[] { "deny" },
    ];

    private string File => new KeyStore(_folder.Path).File;

    /// <summary>Whether the event is one that says which outcome it expects.</summary>
    public static bool Expects(string step) => step.Contains('=', StringComparison.Ordinal);

    public async Task HappenAsync(string step)
    {
        var (what, expected) = step.Split('=') is [var name, var number] ? (name, int.Parse(number, CultureInfo.InvariantCulture)) : (step, 0);
        switch (what.Split(':'))
        {
            case ["add", var key]:
                var (made, secret) = new KeyStore(_folder.Path, _clock).Add(KeyScope.Admin);
                _keys[key] = (made.Id, secret);
                _saved = System.IO.File.ReadAllBytes(File);
                break;
            case ["revoke", var key]:
                Assert.True(new KeyStore(_folder.Path).Revoke(_keys[key].Id));
                break;
            case ["replace", var key]:
                Replace(key);
                break;
            case ["start" or "restart"]:
                await StartAsync(expected);
                break;
            case ["public"]:
                Assert.Equal(expected, await StatusAsync("/v1/health", null));
                break;
            case ["none"]:
                Assert.Equal(expected, await StatusAsync("/v1/collections", null));
                break;
            case [var key] when _keys.TryGetValue(key, out var known):
                Assert.Equal(expected, await StatusAsync("/v1/collections", known.Secret));
                break;
            default:
                Spoil(what);
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Remove();
        _folder.Dispose();
    }

    private void Spoil(string how)
    {
        Remove();
        switch (how)
        {
            case "remove":
                break;
            case "mend":
                System.IO.File.WriteAllBytes(File, _saved);
                break;
            case "unlist":
                System.IO.File.WriteAllText(File, """{"version":1,"keys":[]}""");
                break;
            case "empty":
                System.IO.File.WriteAllText(File, "");
                break;
            case "damage":
                System.IO.File.WriteAllText(File, """{"version":1,"keys":[{"\ud800":1}]}""");
                break;
            case "cut":
                System.IO.File.WriteAllText(File, """{"version":1,"keys":[""");
                break;
            case "newer":
                System.IO.File.WriteAllText(File, """{"version":2,"keys":[]}""");
                break;
            case "large":
                System.IO.File.WriteAllText(File, """{"version":1,"keys":[]}""" + new string(' ', AccessDefaults.MaxKeyFileBytes));
                break;
            case "folder":
                Directory.CreateDirectory(File);
                break;
            case "dangle":
                System.IO.File.CreateSymbolicLink(File, _folder["nowhere"]);
                break;
            case "circle":
                System.IO.File.CreateSymbolicLink(File, File);
                break;
            case "pipe":
                using (var made = Process.Start("mkfifo", [File]))
                    made.WaitForExit();
                break;
            case "deny" when !OperatingSystem.IsWindows():
                System.IO.File.WriteAllBytes(File, _saved);
                System.IO.File.SetUnixFileMode(File, UnixFileMode.None);
                break;
            default:
                throw new ArgumentException($"'{how}' is no event.");
        }
    }

    private void Remove()
    {
        if (Directory.Exists(File))
            Directory.Delete(File);
        else
            System.IO.File.Delete(File);
    }

    /// <summary>Another key's file in the place of this one, which neither its length nor its time tells from it.</summary>
    private void Replace(string key)
    {
        using var other = new TemporaryFolder();
        var store = new KeyStore(other.Path, _clock);
        var (made, secret) = store.Add(KeyScope.Admin);
        _keys[key] = (made.Id, secret);
        var before = new FileInfo(File);
        System.IO.File.SetLastWriteTimeUtc(store.File, before.LastWriteTimeUtc);
        var after = new FileInfo(store.File);
        Assert.Equal((before.Length, before.LastWriteTimeUtc), (after.Length, after.LastWriteTimeUtc));
        System.IO.File.Move(store.File, File, overwrite: true);
    }

    private async Task StartAsync(int refusal)
    {
        await StopAsync();
        var starting = TestServer.StartAsync(
            options => options.Insecure = where == "insecure",
            builder =>
            {
                LoopbackTransport.Use(builder);
                builder.Services.PostConfigure<LoggerFilterOptions>(filter => filter.AddFilter<ConsoleLoggerProvider>(null, LogLevel.None));
            },
            data: _folder.Path,
            url: where == "loopback" ? "http://127.0.0.1:0" : "http://0.0.0.0:0");
        switch (refusal)
        {
            case 0:
                _server = await starting;
                Assert.Single(_server.Server.Addresses);
                Assert.True(_server.Address.IsLoopback, $"A test listens on {_server.Address}.");
                break;
            case 2:
                Assert.Equal(ErrorCodes.KeysMissing, (await Assert.ThrowsAsync<InvalidArgumentException>(() => starting)).Code);
                break;
            default:
                Assert.Equal(3, refusal);
                Assert.Equal(File, (await Assert.ThrowsAsync<KeyFileException>(() => starting)).Path);
                break;
        }
    }

    private async Task StopAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _server = null;
    }

    private async Task<int> StatusAsync(string path, string? key) =>
        (await _server!.GetAsync(path, key is null ? [] : [("Authorization", "Bearer " + key)])).Status;
}
