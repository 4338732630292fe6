using System.Globalization;
using Lodestone.TestSupport;

namespace Lodestone.Cli.Tests;

/// <summary>One search of several collections.</summary>
public sealed class JointSearchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Search_SeveralCollections_HaveOneOrder()
    {
        var (a, b) = (await IndexAsync("a", Cli.BiEncoder), await IndexAsync("b", Cli.TinyModel("distilbert-mean")));
        string[] search = ["search", "to be", "-c", a, "-c", b, "--cross", Cli.CrossEncoder];
        var json = await Cli.RunAsync([.. search, "--json"]);
        json.Succeeds();
        var hits = json.Json.GetProperty("hits").EnumerateArray().ToArray();
        Assert.Equal([a, b], hits.Select(h => h.GetProperty("collection").GetString()!).Order(StringComparer.Ordinal));
        Assert.Equal([1, 2], hits.Select(h => h.GetProperty("rank").GetInt32()));
        (await Cli.RunAsync([.. search, "--no-rerank"])).Refuses(2, "not comparable", "--retrieval keyword");
        var piped = await Cli.RunAsync("to be\nor not\n", ["search", "-c", a, "-c", b, "--cross", Cli.CrossEncoder, "--json"]);
        piped.Succeeds();
        Assert.Equal(2, piped.Output.TrimEnd('\n').Split('\n').Length);
        // One that is named twice is one collection.
        var one = await Cli.RunAsync("search", "to be", "-c", a, "-c", a + "/", "--cross", Cli.CrossEncoder, "--json");
        one.Succeeds();
        Assert.Equal(1, one.Json.GetProperty("hits").GetArrayLength());
        (await Cli.RunAsync("search", "to be", "-c", a, "-c", _folder["none"])).Refuses(2, "none");
        var vector = _folder.Write("vector.json", "[1, 0]");
        (await Cli.RunAsync("search", "--vector", vector, "-c", a, "-c", b)).Refuses(2, "--vector is for one collection", b);
    }

    [Fact]
    public async Task Search_LinkToTheSameCollection_IsOneCollection()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a permission there.");
        var a = await IndexAsync("a", Cli.BiEncoder);
        Directory.CreateSymbolicLink(_folder["link"], a);
        var one = await Cli.RunAsync("search", "to be", "-c", a, "-c", _folder["link"], "--cross", Cli.CrossEncoder, "--json");
        one.Succeeds();
        Assert.Equal(1, one.Json.GetProperty("hits").GetArrayLength());
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    public async Task Search_SeveralCollections_FitTheScreen(int columns)
    {
        await IndexAsync("a", Cli.BiEncoder);
        await IndexAsync("b", Cli.BiEncoder);
        using var process = Cli.StartIn(
            _folder.Path, ["search", "to be", "-c", "a", "-c", "b", "--cross", Cli.CrossEncoder, "--explain"],
            ("COLUMNS", columns.ToString(CultureInfo.InvariantCulture)));
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var run = await Cli.EndAsync(process, output, error);
        run.Succeeds();
        Assert.All(run.Output.Split('\n'), l => Assert.True(l.Length <= columns, l));
        Assert.Contains("a: doc", run.Output, StringComparison.Ordinal);
        Assert.Contains("b: doc", run.Output, StringComparison.Ordinal);
    }

    private async Task<string> IndexAsync(string name, string biEncoder)
    {
        var file = _folder.Write($"{name}.jsonl", """{"_id": "doc", "text": "to be or not to be"}""" + "\n");
        (await Cli.RunAsync("index", file, "-c", _folder[name], "--bi", biEncoder)).Succeeds();
        return _folder[name];
    }
}
