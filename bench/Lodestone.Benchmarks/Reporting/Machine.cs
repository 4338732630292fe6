using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Microsoft.ML.OnnxRuntime;

namespace Lodestone.Benchmarks;

/// <summary>The machine and the time of a measurement.</summary>
internal sealed record Machine(
    string Cpu,
    int Cores,
    string Os,
    string DotNet,
    string OnnxRuntime,
    string Node,
    string Date,
    string Commit,
    string LoadBefore)
{
    public static Machine Describe(RepositoryLayout repository, TimeProvider clock) => new(
        $"{CpuModel()}{(Avx512F.IsSupported ? ", AVX-512" : Avx2.IsSupported ? ", AVX2" : "")}",
        Environment.ProcessorCount,
        $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}",
        RuntimeInformation.FrameworkDescription,
        OrtEnv.Instance().GetVersionString(),
        ToolOutput.Of("node", ["--version"], repository.Root) ?? "none",
        clock.GetUtcNow().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
        CommitOf(repository),
        LoadAverage());

    public string Markdown() => new MarkdownTable("", "")
        .Row("CPU", Cpu)
        .Row("cores", $"{Cores}")
        .Row("OS", Os)
        .Row(".NET", DotNet)
        .Row("ONNX Runtime", OnnxRuntime)
        .Row("Node", Node)
        .Row("date", Date)
        .Row("commit", Commit)
        .Row("load average before the run (1, 5, 15 minutes; 0 is a quiet machine)", LoadBefore)
        .ToString();

    private static string CpuModel()
    {
        if (OperatingSystem.IsLinux() && File.ReadLines("/proc/cpuinfo").FirstOrDefault(IsModelName) is { } line)
            return line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? $"{RuntimeInformation.ProcessArchitecture}";

        static bool IsModelName(string line) => line.StartsWith("model name", StringComparison.Ordinal);
    }

    private static string LoadAverage() =>
        OperatingSystem.IsLinux() ? string.Join(", ", File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : "unknown";

    /// <summary>The commit, and whether the tree differs from it; results differ by nature.</summary>
    private static string CommitOf(RepositoryLayout repository)
    {
        if (ToolOutput.Of("git", ["rev-parse", "--short=12", "HEAD"], repository.Root) is not { } commit)
            return "none";
        var changes = ToolOutput.Of("git", ["status", "--porcelain", "--", ".", ":!bench/results"], repository.Root);
        return changes is { Length: > 0 } ? $"{commit}, with uncommitted changes" : commit;
    }
}
