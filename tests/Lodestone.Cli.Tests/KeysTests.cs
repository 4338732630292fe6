using System.Text.Json;
using Lodestone.TestSupport;

namespace Lodestone.Cli.Tests;

public sealed class KeysTests
{
    [Fact]
    public async Task Keys_AddListRevoke_AreOneFile()
    {
        using var folder = new TemporaryFolder();
        string[] at = ["--data", folder["data"]];
        Assert.Contains("no API keys", (await Cli.RunAsync(["keys", "list", .. at])).Output, StringComparison.Ordinal);

        var added = await Cli.RunAsync(["keys", "add", "--scope", "read", "--name", "the web page", .. at]);
        Assert.Equal(0, added.ExitCode);
        Assert.Matches("^ls_[A-Za-z0-9_-]{43}\n$", added.Output);
        Assert.Contains("cannot be shown again", added.Error, StringComparison.Ordinal);
        var other = await Cli.RunAsync(["keys", "add", "--scope", "admin", "--json", .. at]);
        other.Succeeds();
        Assert.Equal("id name scope created key", Cli.Names(other.Json));
        Assert.DoesNotContain(added.Output.Trim(), await File.ReadAllTextAsync(
            Path.Combine(folder["data"], "keys.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        var list = await Cli.RunAsync(["keys", "list", "--json", .. at]);
        var keys = list.Json.GetProperty("keys").EnumerateArray().ToArray();
        Assert.Equal(["read", "admin"], keys.Select(k => k.GetProperty("scope").GetString()));
        Assert.Equal("the web page", keys[0].GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, keys[1].GetProperty("name").ValueKind);
        var table = (await Cli.RunAsync(["keys", "list", .. at])).Output;
        Assert.Contains("the web page", table, StringComparison.Ordinal);

        var id = keys[0].GetProperty("id").GetString()!;
        Assert.Equal($"Key {id} is revoked; 1 key left.\n", (await Cli.RunAsync(["keys", "revoke", id, .. at])).Output);
        var last = keys[1].GetProperty("id").GetString()!;
        (await Cli.RunAsync(["keys", "revoke", id, .. at])).Refuses(2, last);
        Assert.Contains("0 keys left. The server", (await Cli.RunAsync(["keys", "revoke", last, .. at])).Output, StringComparison.Ordinal);
        Assert.Contains("no API keys left", (await Cli.RunAsync(["keys", "list", .. at])).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_Mistakes_SayWhatIsAccepted()
    {
        using var folder = new TemporaryFolder();
        (await Cli.RunAsync("keys", "add", "--scope", "root", "--data", folder["data"])).Refuses(2, "admin");
        (await Cli.RunAsync("keys", "add", "--data", folder["data"])).Refuses(2, "--scope");
        Directory.CreateDirectory(folder["data"]);
        await File.WriteAllTextAsync(Path.Combine(folder["data"], "keys.json"), "{}", TestContext.Current.CancellationToken);
        (await Cli.RunAsync("keys", "list", "--data", folder["data"])).Refuses(3, "keys.json");
    }

    [Fact]
    public async Task Serve_OtherAddressWithoutUsableKeys_IsRefused()
    {
        using var folder = new TemporaryFolder();
        (await Cli.RunAsync("serve", "--urls", "http://0.0.0.0:0", "--data", folder["data"])).Refuses(2, "lodestone keys add", "--urls", "--insecure");
        (await Cli.RunAsync("serve", "--cors", "example.org", "--data", folder["data"])).Refuses(2, "not an origin");
        Directory.CreateDirectory(folder["data"]);
        await File.WriteAllTextAsync(Path.Combine(folder["data"], "keys.json"), "", TestContext.Current.CancellationToken);
        (await Cli.RunAsync("serve", "--urls", "http://0.0.0.0:0", "--data", folder["data"])).Refuses(3, "keys.json");
    }
}
