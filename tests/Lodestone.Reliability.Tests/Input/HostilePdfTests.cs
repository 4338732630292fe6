using System.Diagnostics;
using Lodestone.CrashDriver;
using Lodestone.TestSupport;

namespace Lodestone.Reliability.Tests.Input;

/// <summary>PDFs that are made to hurt, read in a process of their own, since a stack that overflows ends it.</summary>
public sealed class HostilePdfTests
{
    // Of managed memory. Most of it is the parser's for a stream of the most bytes that one may have.
    private const string HeapLimit = "0x40000000";

    // All in the open, and small ones in one of the other forms: all four forms of all take a minute of the processor.
    private const int SmallBytes = 200_000;

    private static readonly PdfForm[] Others = [PdfForm.ObjectStreams, PdfForm.ChainedFilters, PdfForm.BrokenTable];

    [Fact]
    public async Task ReadAsync_HostilePdfs_AreReadOrAreProblemsOfThatFile()
    {
        using var folder = new TemporaryFolder();
        var files = HostilePdf.All.Index().SelectMany(c => new[] { PdfForm.Plain, Others[c.Index % Others.Length] }
            .Select(form => (Name: $"{c.Item.Key}.{form}", Pdf: c.Item.Value.Pdf.Build(form), c.Item.Value.Problem))
            .Where((f, i) => i == 0 || f.Pdf.Length < SmallBytes)).ToList();
        var output = await RunAsync("extract", await WriteAsync(folder, files.Select(f => (f.Name, f.Pdf))));
        Assert.Multiple([.. files.Select(f => (Action)(() => AssertRead(f.Name, f.Problem, output)))]);
    }

    [Fact]
    public async Task ReadAsync_HostileFonts_AreReadWithoutTheFont()
    {
        using var folder = new TemporaryFolder();
        var files = HostileFont.All.SelectMany(c => new[] { PdfForm.Plain, PdfForm.ObjectStreams }.Select(form =>
            (Name: $"{c.Key}.{form}", Pdf: c.Value.Pdf.Build(form), c.Value.Fits))).ToList();
        var output = await RunAsync("extract", await WriteAsync(folder, files.Select(f => (f.Name, f.Pdf))));
        var lines = files.Select(f => $"{f.Name}.pdf|Text|{(f.Fits ? "" : $"[{ReadNoteKind.FontLeftOut}]")}Some words.");
        Assert.Equal(lines.Order(StringComparer.Ordinal), output.Where(l => l.Contains('|')).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("mutate", 75, 275)]
    [InlineData("mutate-fonts", 250, 300)]
    public async Task ReadAsync_MutatedPdfs_NeverEndTheProcess(string what, int least, int most)
    {
        using var folder = new TemporaryFolder();
        var output = await RunAsync(what, Directory.CreateDirectory(folder["files"]).FullName, "0", "300");
        var read = int.Parse(output.Single(l => l.StartsWith("read ", StringComparison.Ordinal)).Split(' ')[1],
            System.Globalization.CultureInfo.InvariantCulture);
        // Damage that leaves nothing to read would try nothing.
        Assert.InRange(read, least, most);
    }

    private static async Task<string> WriteAsync(TemporaryFolder folder, IEnumerable<(string Name, byte[] Pdf)> files)
    {
        var path = Directory.CreateDirectory(folder["files"]).FullName;
        foreach (var (name, pdf) in files)
            await File.WriteAllBytesAsync(Path.Combine(path, $"{name}.pdf"), pdf, TestContext.Current.CancellationToken);
        return path;
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
