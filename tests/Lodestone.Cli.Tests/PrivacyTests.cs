using Lodestone.TestSupport;

namespace Lodestone.Cli.Tests;

public sealed class PrivacyTests
{
    /// <summary>The model runtime would keep a device's id and events to send in the user's cache folder, unless it is told not to.</summary>
    [Fact]
    public async Task Compare_NewHome_LeavesNothingThere()
    {
        using var home = new TemporaryFolder();
        (string, string)[] environment =
        [
            ("HOME", home.Path), ("XDG_CACHE_HOME", Path.Combine(home.Path, ".cache")), ("USERPROFILE", home.Path),
            ("LOCALAPPDATA", home.Path), ("ORT_DISABLE_TELEMETRY", "0"),
        ];
        var result = await Cli.RunAsync(
            "", ["compare", "a question", "an answer", "--bi", Cli.BiEncoder, "--cross", Cli.CrossEncoder], environment);
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.DoesNotContain(
            Directory.EnumerateFiles(home.Path, "*", SearchOption.AllDirectories),
            f => f.Contains("onnxruntime", StringComparison.OrdinalIgnoreCase));
    }
}
