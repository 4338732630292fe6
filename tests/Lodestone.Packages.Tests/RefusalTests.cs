using Lodestone.TestSupport;

namespace Lodestone.Packages.Tests;

/// <summary>Feeds, platforms, packages and folders that are not as they should be, told by the build where it can see them.</summary>
public sealed class RefusalTests(PackedFeed feed)
{
    private const string Model = "bge-small-en-v1.5";

    [Fact]
    public async Task Restore_FeedWithoutTheModels_NamesThePackageThatIsMissing()
    {
        using var lacking = new TemporaryFolder();
        foreach (var package in Directory.EnumerateFiles(feed.Folder, "*.nupkg"))
        {
            if (!Path.GetFileName(package).StartsWith("Lodestone.Model.", StringComparison.Ordinal))
                File.CreateSymbolicLink(lacking[Path.GetFileName(package)], package);
        }

        using var consumer = new Consumer(feed, "console", lacking.Path);
        var restore = await consumer.DotnetAsync("restore", consumer.Project, "--packages", lacking["cache"]);
        Assert.NotEqual(0, restore.ExitCode);
        Assert.Contains("NU1101", restore.All, StringComparison.Ordinal);
        Assert.Contains("Lodestone.Model.BgeSmallEn", restore.All, StringComparison.Ordinal);
        Assert.False(Directory.Exists(consumer.Built));
    }

    [Theory]
    [InlineData("osx-x64")]
    [InlineData("linux-musl-x64")]
    public async Task Build_PlatformWithoutOnnxRuntime_IsAnErrorThatNamesThePlatforms(string platform)
    {
        using var consumer = new Consumer(feed, "console");
        var build = await consumer.DotnetAsync(
            "build", consumer.Project, "-v", "q", "--nologo", "-r", platform, "--no-self-contained", "-p:UseAppHost=false");
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("LODESTONE004", build.All, StringComparison.Ordinal);
        Assert.Contains($"'{platform}'", build.All, StringComparison.Ordinal);
        Assert.Contains("osx-arm64", build.All, StringComparison.Ordinal);
    }

    /// <summary>One cache for all that a damaged package must not reach.</summary>
    [Fact]
    public async Task Build_DamagedModels_AreErrorsUntilTheyAreRestored()
    {
        using var consumer = new Consumer(feed, "console");
        using var cache = new TemporaryFolder();
        string[] build = ["build", consumer.Project, "-v", "q", "--nologo", $"-p:RestorePackagesPath={cache.Path}"];
        Assert.Equal(0, (await consumer.DotnetAsync(build)).ExitCode);
        var good = await consumer.RunAsync(consumer.Built);
        Assert.True(good.ExitCode == 0, good.All);

        var file = Path.Combine(cache.Path, "lodestone.model.bgesmallen", PackedFeed.Version, "models", Model, "onnx", "model_int8.onnx");
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        await AssertErrorAsync(consumer, build, "LODESTONE003", Model, "Lodestone.Model.BgeSmallEn");
        File.Delete(file);
        await AssertErrorAsync(consumer, build, "LODESTONE002", Model, "Lodestone.Model.BgeSmallEn");

        // Another package that brings a model of the same name.
        var other = Path.Combine(cache.Path, "own.targets");
        await File.WriteAllTextAsync(
            other, $"<Project><ItemGroup><LodestoneModelFile Include=\"{consumer.Project}\" Model=\"{Model}\" Package=\"Own.Model\" " +
            $"ModelPath=\"{Model}/config.json\" /></ItemGroup></Project>", TestContext.Current.CancellationToken);
        await AssertErrorAsync(
            consumer, [.. build, $"-p:CustomAfterMicrosoftCommonTargets={other}"], "LODESTONE001", Model, "Own.Model");
    }

    [Fact]
    public async Task Run_WithoutModelsOrRuntime_NamesTheCause()
    {
        using var consumer = new Consumer(feed, "console");
        var without = await consumer.DotnetAsync(
            "build", consumer.Project, "-v", "q", "--nologo", "-r", PackedFeed.Platform, "-p:LodestoneCopyModels=false",
            "-o", consumer.Published);
        Assert.True(without.ExitCode == 0, without.All);
        Assert.False(Directory.Exists(Path.Combine(consumer.Published, "models")));
        var run = await consumer.RunAsync(consumer.Published);
        Assert.Equal(3, run.ExitCode);
        Assert.StartsWith(ErrorCodes.ModelsFolderMissing, run.Error, StringComparison.Ordinal);
        Assert.Contains("Lodestone.Model.BgeSmallEn", run.Error, StringComparison.Ordinal);

        var with = await consumer.DotnetAsync(
            "build", consumer.Project, "-v", "q", "--nologo", "-r", PackedFeed.Platform, "-o", consumer.Published);
        Assert.True(with.ExitCode == 0, with.All);
        SetWritable(Path.Combine(consumer.Published, "models"), false);
        try
        {
            var readOnly = await consumer.RunAsync(consumer.Published);
            Assert.True(readOnly.ExitCode == 0, readOnly.All);
        }
        finally
        {
            SetWritable(Path.Combine(consumer.Published, "models"), true);
        }

        foreach (var native in new[] { "libonnxruntime.so", "libonnxruntime.dylib" })
            File.Delete(Path.Combine(consumer.Published, native));
        var crippled = await consumer.RunAsync(consumer.Published);
        Assert.Equal(3, crippled.ExitCode);
        Assert.StartsWith(ErrorCodes.ModelRuntimeMissing, crippled.Error, StringComparison.Ordinal);
        Assert.Contains("musl", crippled.Error, StringComparison.Ordinal);
    }

    /// <summary>Its 400 MB are for eng/consumers; the rules are the same for every package of ONNX Runtime.</summary>
    [Fact(Explicit = true)]
    public async Task Publish_AnotherOnnxRuntime_ReplacesTheOneForProcessors()
    {
        using var consumer = new Consumer(feed, "console");
        consumer.Edit(
            "  </ItemGroup>", "    <PackageReference Include=\"Microsoft.ML.OnnxRuntime.Gpu\" Version=\"1.31.0\" />\n  </ItemGroup>");
        var publish = await consumer.PublishAsync("-r", PackedFeed.Platform, "--no-self-contained");
        Assert.True(publish.ExitCode == 0, publish.All);
        var published = Directory.EnumerateFiles(consumer.Published, "*onnxruntime*", SearchOption.AllDirectories);
        var natives = published.Select(f => Path.GetFileName(f)).ToArray();
        Assert.Single(natives, n => n is "libonnxruntime.so");
        Assert.Contains("libonnxruntime_providers_cuda.so", natives);
        Assert.DoesNotContain("onnxruntime.dll", natives);
        var run = await consumer.RunAsync(consumer.Published);
        Assert.True(run.ExitCode == 0, run.All);
        Assert.Contains("hit refunds ", run.Output, StringComparison.Ordinal);
    }

    private static async Task AssertErrorAsync(Consumer consumer, string[] build, params string[] texts)
    {
        var result = await consumer.DotnetAsync(build);
        Assert.NotEqual(0, result.ExitCode);
        Assert.All(texts, t => Assert.Contains(t, result.All, StringComparison.Ordinal));
    }

    private static void SetWritable(string folder, bool writable)
    {
        if (OperatingSystem.IsWindows())
            return;
        var folders = Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).Prepend(folder).ToArray();
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToArray();
        const UnixFileMode Read = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        const UnixFileMode Enter = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        foreach (var file in files)
            File.SetUnixFileMode(file, writable ? Read | UnixFileMode.UserWrite : Read);
        foreach (var each in folders)
            File.SetUnixFileMode(each, writable ? Read | Enter | UnixFileMode.UserWrite : Read | Enter);
    }
}
