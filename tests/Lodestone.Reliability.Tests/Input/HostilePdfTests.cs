using System.Diagnostics;
using Lodestone.CrashDriver;

namespace Lodestone.Reliability.Tests.Input;

/// <summary>PDFs that are made to hurt, read in a process of their own, since a stack that overflows ends it.</summary>
public sealed class HostilePdfTests
{
    // Of managed memory. Most of it is the parser's for a stream of the most bytes that one may have.
    private const string HeapLimit = "0x40000000";

    public static TheoryData<PdfForm> Forms { get; } = [.. Enum.GetValues<PdfForm>()];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task ReadAsync_HostilePdf_IsReadOrIsAProblemOfThatFile(PdfForm form)
    {
        using var folder = new TemporaryFolder();
        var files = Directory.CreateDirectory(folder["files"]).FullName;
        foreach (var (name, (pdf, _)) in HostilePdf.All)
            await File.WriteAllBytesAsync(Path.Combine(files, $"{name}.pdf"), pdf.Build(form), TestContext.Current.CancellationToken);
        var output = await RunAsync("extract", files);
        Assert.Multiple([.. HostilePdf.All.Select(c => (Action)(() => AssertRead(c.Key, c.Value.Problem, output)))]);
    }

    [Fact]
    public async Task ReadAsync_MutatedPdfs_NeverEndTheProcess()
    {
        using var folder = new TemporaryFolder();
        var output = await RunAsync("mutate", Directory.CreateDirectory(folder["files"]).FullName, "0", "300");
        var read = int.Parse(output.Single(l => l.StartsWith("read ", StringComparison.Ordinal)).Split(' ')[1],
            System.Globalization.CultureInfo.InvariantCulture);
        // Damage that leaves nothing to read would try nothing.
        Assert.InRange(read, 75, 275);
    }

    private static void AssertRead(string name, ReadProblemKind? problem, string[] output)
    {
        var line = Assert.Single(output, l => l.StartsWith(name + ".pdf|", StringComparison.Ordinal));
        if (problem is { } kind)
            Assert.StartsWith($"{name}.pdf|{kind}|", line, StringComparison.Ordinal);
        else
            Assert.StartsWith($"{name}.pdf|Text|", line, StringComparison.Ordinal);
    }

    private static async Task<string[]> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments.Prepend(Path.Combine(AppContext.BaseDirectory, "Lodestone.CrashDriver.dll")))
            start.ArgumentList.Add(argument);
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0,
            $"exit {process.ExitCode}; at the end: {output[^Math.Min(300, output.Length)..]} {(await error)[..Math.Min(2000, (await error).Length)]}");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
