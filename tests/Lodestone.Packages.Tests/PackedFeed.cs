using System.Runtime.InteropServices;
using System.Xml.Linq;
using Lodestone.Packages.Tests;
using Lodestone.TestSupport;

[assembly: AssemblyFixture(typeof(PackedFeed))]

namespace Lodestone.Packages.Tests;

/// <summary>The packages as eng/pack makes them, in a feed, and a package cache into which nothing else comes.</summary>
public sealed class PackedFeed : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The version that all packages have.</summary>
    public static string Version { get; } = VersionOf();

    /// <summary>The folder of the packages.</summary>
    public string Folder => _folder["feed"];

    /// <summary>The cache of the consumers' restores; packages of others are taken from the machine's own, where it has them.</summary>
    public string Cache => _folder["cache"];

    internal static string Platform => RuntimeInformation.RuntimeIdentifier;

    /// <summary>Packs once for all tests; LODESTONE_FEED names a feed that is packed already.</summary>
    public async ValueTask InitializeAsync()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("eng/pack needs bash.");
        if (Environment.GetEnvironmentVariable("LODESTONE_FEED") is { Length: > 0 } packed)
        {
            Directory.CreateSymbolicLink(Folder, Path.GetFullPath(packed));
            return;
        }

        var pack = await Command.RunAsync(Repository.PathOf("eng", "pack"), ["--libraries", "--output", Folder], Repository.Root);
        Assert.True(pack.ExitCode == 0, pack.All);
    }

    /// <summary>The package of an id.</summary>
    public string PackageOf(string id) => Path.Combine(Folder, $"{id}.{Version}.nupkg");

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string VersionOf()
    {
        var properties = XDocument.Load(Repository.PathOf("Directory.Build.props"));
        return $"{properties.Descendants("VersionPrefix").Single().Value}-{properties.Descendants("VersionSuffix").Single().Value}";
    }
}
