using Lodestone.TestSupport;

namespace Lodestone.Packages.Tests;

/// <summary>Every kind of application, published in every way, prints the scores that the tree computes.</summary>
public sealed class ConsumerTests(PackedFeed feed)
{
    private static readonly Dictionary<string, string[]> Ways = new()
    {
        ["portable"] = [],
        ["platform"] = ["-r", PackedFeed.Platform, "--no-self-contained"],
        ["self-contained"] = ["-r", PackedFeed.Platform, "--self-contained"],
        ["single-file"] = ["-r", PackedFeed.Platform, "--self-contained", "-p:PublishSingleFile=true"],
        ["trimmed"] = ["-r", PackedFeed.Platform, "--self-contained", "-p:PublishTrimmed=true"],
        ["ready-to-run"] = ["-r", PackedFeed.Platform, "--no-self-contained", "-p:PublishReadyToRun=true"],
        // Compiled for the oldest processors, it adds the floats of a similarity in another order, as another processor does.
        ["native-aot"] = ["-r", PackedFeed.Platform, "-p:PublishAot=true", "-p:IlcInstructionSet=native"],
    };

    private static readonly Lazy<Task<string>> Expected = new(ExpectedAsync);

    public static TheoryData<string, string> Chosen => new()
    {
        { "console", "platform" }, { "library", "portable" }, { "web", "single-file" }, { "worker", "self-contained" },
        { "console", "trimmed" },
    };

    public static TheoryData<string, string> All
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var kind in new[] { "console", "library", "web", "worker" })
                foreach (var way in Ways.Keys)
                    all.Add(kind, way);
            return all;
        }
    }

    /// <summary>Five of them, which every run of the tests has the time for.</summary>
    [Theory]
    [MemberData(nameof(Chosen))]
    public Task Publish_Chosen_GivesTheScoresOfTheTree(string kind, string way) => CheckAsync(kind, way);

    /// <summary>All of them: eng/consumers, which writes the table of docs/packages.md.</summary>
    [Theory(Explicit = true)]
    [MemberData(nameof(All))]
    public Task Publish_All_GiveTheScoresOfTheTree(string kind, string way) => CheckAsync(kind, way);

    /// <summary>In a network namespace without a network, where the system has such a thing.</summary>
    [Theory]
    [InlineData("README.md")]
    [InlineData("packages/Lodestone/package-readme.md")]
    public async Task Readme_SixLines_PrintTheRightPassageFirst(string page)
    {
        var text = await File.ReadAllTextAsync(Repository.PathOf(page.Split('/')), TestContext.Current.CancellationToken);
        var start = text.IndexOf("```csharp\nusing Lodestone;\nawait", StringComparison.Ordinal) + "```csharp\n".Length;
        using var consumer = new Consumer(feed, "console");
        consumer.Write("Program.cs", text[start..text.IndexOf("```", start, StringComparison.Ordinal)]);
        var build = await consumer.DotnetAsync("build", consumer.Project, "-v", "q", "--nologo");
        Assert.True(build.ExitCode == 0, build.All);
        var program = Path.Combine(consumer.Built, "console.dll");
        var alone = await Command.RunAsync("/bin/sh", ["-c", "unshare -n true"], consumer.Folder);
        var run = alone.ExitCode == 0
            ? await Command.RunAsync("unshare", ["-n", "dotnet", program], consumer.Folder)
            : await Command.RunAsync("dotnet", [program], consumer.Folder);
        Assert.True(run.ExitCode == 0, run.All);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains("  refunds  ", lines[0], StringComparison.Ordinal);
    }

    private async Task CheckAsync(string kind, string way)
    {
        if (way == "native-aot" && !IsOnPath("clang"))
            Assert.Skip("NativeAOT needs clang, which is not on the PATH.");
        using var consumer = new Consumer(feed, kind);
        var publish = await consumer.PublishAsync(Ways[way]);
        Assert.True(publish.ExitCode == 0, publish.All);

        // Not an earlier one of the same version, from the machine's own cache.
        Assert.True(Directory.Exists(Path.Combine(feed.Cache, "lodestone.core", PackedFeed.Version)));
        var files = Directory.EnumerateFiles(consumer.Published, "*", SearchOption.AllDirectories)
            .Select(f => (Name: Path.GetRelativePath(consumer.Published, f).Replace('\\', '/'), new FileInfo(f).Length)).ToArray();
        var megabytes = files.Sum(f => f.Length) / 1e6;
        foreach (var model in new[] { "bge-small-en-v1.5", "ms-marco-minilm-l12-v2" })
            Assert.Single(files, f => f.Name.EndsWith($"{model}/onnx/model_int8.onnx", StringComparison.Ordinal));
        Assert.Single(files, f => f.Name == "models/SHA256SUMS");
        Assert.DoesNotContain(files, f => Path.GetFileName(f.Name) is "onnxruntime.aar" or "onnxruntime.xcframework.zip");
        if (way != "portable")
        {
            Assert.Single(files, f => Path.GetFileName(f.Name) is "libonnxruntime.so" or "libonnxruntime.dylib" or "onnxruntime.dll");
            Assert.DoesNotContain(files, f => f.Name.StartsWith("runtimes/", StringComparison.Ordinal));
        }

        if ((kind, way) == ("console", "platform"))
            Assert.InRange(megabytes, 60, 160);

        var run = await consumer.RunAsync(consumer.Published);
        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal(await Expected.Value, run.Output);
        Report(kind, way, megabytes);
    }

    private static async Task<string> ExpectedAsync()
    {
        using var folder = new TemporaryFolder();
        var expected = await Scenario.RunAsync(folder.Path);
        Assert.Contains("indexed 8, problems 0", expected, StringComparison.Ordinal);
        Assert.Contains("hit refunds ", expected, StringComparison.Ordinal);
        Assert.DoesNotContain("hit old ", expected, StringComparison.Ordinal);
        Assert.Contains($"cuda {ErrorCodes.ExecutionProviderMissing}", expected, StringComparison.Ordinal);
        return expected;
    }

    private static void Report(string kind, string way, double megabytes)
    {
        if (Environment.GetEnvironmentVariable("LODESTONE_CONSUMERS_TABLE") is { Length: > 0 } table)
            File.AppendAllText(table, FormattableString.Invariant($"{kind}\t{way}\t{megabytes:F0}\n"));
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(f => File.Exists(Path.Combine(f, program)));
}
