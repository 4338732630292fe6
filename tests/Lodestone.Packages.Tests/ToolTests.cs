using System.Diagnostics;
using System.IO.Compression;
using System.Reflection.PortableExecutable;
using Lodestone.TestSupport;

namespace Lodestone.Packages.Tests;

/// <summary>The tool's packages: eng/consumers packs them, since compiling them ahead of time takes minutes.</summary>
public sealed class ToolTests(PackedFeed feed)
{
    private const long Megabyte = 1_000_000;

    // How a native library is called on each platform, and with which bytes its file begins.
    private static readonly Dictionary<string, (string Name, byte[] Magic)> Platforms = new()
    {
        ["linux-x64"] = ("libonnxruntime.so", [0x7F, (byte)'E', (byte)'L', (byte)'F']),
        ["linux-arm64"] = ("libonnxruntime.so", [0x7F, (byte)'E', (byte)'L', (byte)'F']),
        ["osx-arm64"] = ("libonnxruntime.dylib", [0xCF, 0xFA, 0xED, 0xFE]),
        ["win-x64"] = ("onnxruntime.dll", [(byte)'M', (byte)'Z']),
        ["win-arm64"] = ("onnxruntime.dll", [(byte)'M', (byte)'Z']),
    };

    // Windows on Arm is served by the package for any platform.
    public static TheoryData<string> Rids => [.. Platforms.Keys.Where(p => p != "win-arm64"), "any"];

    /// <summary>Platforms that cannot run here are checked by what is in the package, and by a start of the entry point here.</summary>
    [Theory(Explicit = true)]
    [MemberData(nameof(Rids))]
    public async Task Package_Platform_HasItsNativesModelsAndPage(string rid)
    {
        var package = feed.PackageOf($"Lodestone.Cli.{rid}");
        Assert.InRange(new FileInfo(package).Length, 80 * Megabyte, (rid == "any" ? 205 : 150) * Megabyte);
        using var archive = await ZipFile.OpenReadAsync(package, TestContext.Current.CancellationToken);
        var root = $"tools/net10.0/{rid}/";
        var files = archive.Entries.Select(e => e.FullName).ToArray();
        Assert.All(
            new[] { "models/bge-small-en-v1.5/", "models/all-minilm-l6-v2/", "models/ms-marco-minilm-l12-v2/" },
            m => Assert.Single(files, $"{root}{m}onnx/model_int8.onnx"));
        Assert.Contains($"{root}models/SHA256SUMS", files);
        Assert.Contains($"{root}web/index.html", files);
        Assert.All(new[] { "LICENSE", "NOTICE", "THIRD-PARTY-NOTICES.txt", "ONNX-RUNTIME-NOTICES.txt" }, f => Assert.Contains(f, files));
        Assert.DoesNotContain(files, f => f.Contains("android", StringComparison.Ordinal) || f.Contains("/ios", StringComparison.Ordinal));
        var natives = archive.Entries.Where(e => e.Name is "libonnxruntime.so" or "libonnxruntime.dylib" or "onnxruntime.dll").ToArray();
        Assert.Equal(rid == "any" ? Platforms.Count : 1, natives.Length);
        if (rid != "any")
        {
            var (name, magic) = Platforms[rid];
            Assert.Equal(root + name, natives[0].FullName);
            var start = new byte[magic.Length];
            await using var content = await natives[0].OpenAsync(TestContext.Current.CancellationToken);
            await content.ReadExactlyAsync(start, TestContext.Current.CancellationToken);
            Assert.Equal(magic, start);
        }

        using var folder = new TemporaryFolder();
        await archive.ExtractToDirectoryAsync(folder.Path, TestContext.Current.CancellationToken);
        RelabelAssemblies(Path.Combine(folder.Path, root));
        var version = await Command.RunAsync(
            "dotnet", [Path.Combine(folder.Path, root, "Lodestone.Cli.dll"), "--version"], folder.Path, ("DOTNET_ReadyToRun", "0"));
        Assert.True(version.ExitCode == 0, version.All);
        Assert.StartsWith(PackedFeed.Version, version.Output, StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public async Task Tool_FromAnEmptyHome_SearchesServesAndLeavesNothing()
    {
        using var home = new TemporaryFolder();
        using var work = new TemporaryFolder();
        work.Write("nuget.config", $"""
            <configuration><packageSources><clear /><add key="packed" value="{feed.Folder}" /></packageSources></configuration>
            """);
        work.Write("docs/refunds.md", "# Refunds\n\nA yearly plan can be refunded within 30 days.\n");
        work.Write("docs/offices.txt", "The offices close at six.\n");
        (string, string?)[] environment = [("HOME", home.Path), ("DOTNET_CLI_HOME", home.Path), ("NUGET_PACKAGES", null)];
        Task<CommandResult> Run(string program, params string[] arguments) => Command.RunAsync(program, arguments, work.Path, environment);

        var install = await Run("dotnet", "tool", "install", "--global", "--prerelease", "Lodestone.Cli");
        Assert.True(install.ExitCode == 0, install.All);
        var lodestone = Path.Combine(home.Path, ".dotnet", "tools", "lodestone");
        var version = await Run(lodestone, "--version");
        Assert.StartsWith(PackedFeed.Version, version.Output, StringComparison.Ordinal);
        var index = await Run(lodestone, "index", "docs");
        Assert.True(index.ExitCode == 0, index.All);
        var search = await Run(lodestone, "search", "can I get my money back?", "--top", "1", "--json");
        Assert.True(search.ExitCode == 0, search.All);
        Assert.Contains("refunds", search.Output, StringComparison.Ordinal);
        var verify = await Run(lodestone, "models", "verify");
        Assert.True(verify.ExitCode == 0, verify.All);
        var without = await Command.RunAsync(
            lodestone, ["compare", "a query", "a passage"], work.Path, [.. environment, ("LODESTONE_MODELS", work["no-such-folder"])]);
        Assert.Equal(3, without.ExitCode);
        Assert.Contains("dotnet tool install", without.Error, StringComparison.Ordinal);

        Assert.Contains("<script", await DemoAsync(lodestone, work.Path, environment), StringComparison.Ordinal);

        var once = await Run("dotnet", "tool", "exec", "--yes", "--prerelease", "Lodestone.Cli", "--", "--version");
        Assert.True(once.ExitCode == 0 && once.Output.Contains(PackedFeed.Version, StringComparison.Ordinal), once.All);
        var remove = await Run("dotnet", "tool", "uninstall", "--global", "Lodestone.Cli");
        Assert.True(remove.ExitCode == 0, remove.All);
        Assert.False(File.Exists(lodestone));
        // The package cache is NuGet's own, and `dotnet nuget locals` empties it.
        var left = Directory.EnumerateFileSystemEntries(home.Path, "*lodestone*", SearchOption.AllDirectories);
        Assert.DoesNotContain(left, f => !f.Contains("/.nuget/", StringComparison.Ordinal));
    }

    /// <summary>Labels assemblies as this platform's, which runs the same IL and, told so, not the code for the other one.</summary>
    private static void RelabelAssemblies(string folder)
    {
        // The machine of a PE file: 4 bytes behind the place that the word at 0x3C names.
        const int PlaceOfHeader = 0x3C, Machine = 4;
        var own = File.ReadAllBytes(typeof(object).Assembly.Location);
        var label = own.AsSpan(BitConverter.ToInt32(own, PlaceOfHeader) + Machine, 2);
        foreach (var file in Directory.EnumerateFiles(folder, "*.dll"))
        {
            using var assembly = new PEReader(File.OpenRead(file));
            if (!assembly.HasMetadata || assembly.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size == 0)
                continue;
            var header = assembly.PEHeaders.CoffHeaderStartOffset;
            assembly.Dispose();
            using var stream = File.OpenWrite(file);
            stream.Position = header;
            stream.Write(label);
        }
    }

    /// <summary>The start page of the tool's server.</summary>
    private static async Task<string> DemoAsync(string lodestone, string folder, (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo(lodestone, ["serve", "--urls", "http://127.0.0.1:0", "--data", Path.Combine(folder, "served")])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var server = Process.Start(start)!;
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            string? address = null;
            while (address is null && await server.StandardOutput.ReadLineAsync(patience.Token) is { } line)
                address = line.StartsWith("Listening on ", StringComparison.Ordinal) ? line["Listening on ".Length..] : null;
            using var client = new HttpClient();
            return await client.GetStringAsync(new Uri(address!), TestContext.Current.CancellationToken);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }
}
