using System.Xml.Linq;

namespace Lodestone.ArchitectureTests;

/// <summary>The arrows between projects, as ARCHITECTURE.md draws them.</summary>
public sealed class DependencyDirectionTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Lodestone.Abstractions"] = [],
        ["Lodestone.Encoders"] = ["Lodestone.Abstractions"],
        ["Lodestone.Indexing"] = ["Lodestone.Abstractions"],
        ["Lodestone.Ingestion"] = ["Lodestone.Abstractions"],
        ["Lodestone.Core"] = ["Lodestone.Abstractions", "Lodestone.Encoders", "Lodestone.Indexing"],
        ["Lodestone.Evaluation"] = ["Lodestone.Core"],
        ["Lodestone.Conformance"] = ["Lodestone.Core"],
        ["Lodestone.Hosting"] = ["Lodestone.Core"],
        ["Lodestone.Contracts"] = ["Lodestone.Abstractions"],
        ["Lodestone.Server"] = ["Lodestone.Contracts", "Lodestone.Core", "Lodestone.Ingestion", "Lodestone.Hosting"],
        ["Lodestone.Cli"] =
        [
            "Lodestone.Contracts", "Lodestone.Server", "Lodestone.Core", "Lodestone.Ingestion", "Lodestone.Evaluation",
        ],
    };

    // The folder in which a library may be used. No other project may even reference it.
    private static readonly Dictionary<string, string> Homes = new()
    {
        ["AngleSharp"] = "Lodestone.Ingestion/Readers/Html",
        ["DocumentFormat.OpenXml"] = "Lodestone.Ingestion/Readers/Docx",
        ["Lucene.Net"] = "Lodestone.Indexing/Keywords",
        ["Markdig"] = "Lodestone.Ingestion/Readers/Markdown",
        ["Microsoft.AspNetCore"] = "Lodestone.Server",
        ["Microsoft.Data.Sqlite"] = "Lodestone.Core/Storage",
        ["Microsoft.ML.OnnxRuntime"] = "Lodestone.Encoders/Runtime",
        ["SQLitePCL"] = "Lodestone.Core/Storage",
        ["Spectre.Console"] = "Lodestone.Cli",
        ["System.CommandLine"] = "Lodestone.Cli",
        ["UglyToad.PdfPig"] = "Lodestone.Ingestion/Readers/Pdf",
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
                Assert.All(
                    Homes.Where(h => package.StartsWith(h.Key, StringComparison.Ordinal)),
                    h => Assert.True(h.Value.Split('/')[0] == project, $"'{project}' references '{package}'.")));
        }
    }

    [Fact]
    public void Sources_Libraries_AreUsedInOneFolder()
    {
        foreach (var (library, home) in Homes)
        {
            var users = SourceTree.Files("src").Where(f => SourceTree.Read(f).Contains($"using {library}", StringComparison.Ordinal));
            Assert.NotEmpty(users);
            Assert.All(users, f => Assert.StartsWith($"src/{home}/", f, StringComparison.Ordinal));
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
