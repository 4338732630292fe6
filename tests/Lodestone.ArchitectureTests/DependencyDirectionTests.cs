using System.Xml.Linq;

namespace Lodestone.ArchitectureTests;

/// <summary>The arrows between projects, as ARCHITECTURE.md draws them.</summary>
public sealed class DependencyDirectionTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Lodestone.Abstractions"] = [],
        ["Lodestone.Encoders"] = ["Lodestone.Abstractions"],
        ["Lodestone.Indexing"] = [],
        ["Lodestone.Ingestion"] = ["Lodestone.Abstractions"],
        ["Lodestone.Core"] = ["Lodestone.Abstractions", "Lodestone.Encoders", "Lodestone.Indexing"],
        ["Lodestone.Evaluation"] = ["Lodestone.Core"],
        ["Lodestone.Hosting"] = ["Lodestone.Core"],
        ["Lodestone.Contracts"] = ["Lodestone.Abstractions"],
        ["Lodestone.Server"] = ["Lodestone.Contracts", "Lodestone.Core", "Lodestone.Ingestion", "Lodestone.Hosting"],
        ["Lodestone.Cli"] =
        [
            "Lodestone.Contracts", "Lodestone.Server", "Lodestone.Core", "Lodestone.Ingestion", "Lodestone.Evaluation",
        ],
    };

    // Where a library may be used; nobody else may even reference it.
    private static readonly Dictionary<string, string> Homes = new()
    {
        ["Microsoft.ML.OnnxRuntime"] = "Lodestone.Encoders",
        ["Lucene.Net"] = "Lodestone.Indexing",
        ["Lucene.Net.Analysis.Common"] = "Lodestone.Indexing",
        ["Microsoft.Data.Sqlite"] = "Lodestone.Core",
        ["Microsoft.AspNetCore"] = "Lodestone.Server",
        ["System.CommandLine"] = "Lodestone.Cli",
        ["Spectre.Console"] = "Lodestone.Cli",
    };

    [Fact]
    public void Projects_References_AreOnTheMap()
    {
        foreach (var file in SourceTree.Projects)
        {
            var project = Path.GetFileNameWithoutExtension(file);
            Assert.True(Allowed.TryGetValue(project, out var allowed),
                $"'{project}' is not on the map. Add it, with what it may reference.");
            Assert.Empty(Included(file, "ProjectReference").Select(Path.GetFileNameWithoutExtension).Except(allowed!));
        }
    }

    [Fact]
    public void Projects_Libraries_StayAtHome()
    {
        foreach (var file in SourceTree.Projects)
        {
            var project = Path.GetFileNameWithoutExtension(file);
            Assert.All(Included(file, "PackageReference"), package =>
                Assert.True(!Homes.TryGetValue(package, out var home) || home == project, $"'{project}' references '{package}'."));
        }
    }

    [Fact]
    public void Sources_Libraries_AreNotUsedThroughAReference()
    {
        foreach (var (library, home) in Homes)
        {
            var strangers = SourceTree.Files("src")
                .Where(f => !f.StartsWith($"src/{home}/", StringComparison.Ordinal))
                .Where(f => SourceTree.Read(f).Contains($"using {library}", StringComparison.Ordinal));
            Assert.Empty(strangers);
        }
    }

    [Fact]
    public void Map_Projects_AllExist() =>
        Assert.Equal(
            Allowed.Keys.Order(StringComparer.Ordinal),
            SourceTree.Projects.Select(p => Path.GetFileNameWithoutExtension(p)!).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Included(string project, string item) =>
        XDocument.Load(project).Descendants(item).Select(r => r.Attribute("Include")!.Value);
}
