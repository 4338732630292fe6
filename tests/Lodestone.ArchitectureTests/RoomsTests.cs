namespace Lodestone.ArchitectureTests;

/// <summary>The arrows between projects and between the folders of one, as the compiler sees them.</summary>
public sealed class RoomsTests
{
    // Which projects' types a project may use.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Lodestone.Abstractions"] = [],
        ["Lodestone.Encoders"] = ["Lodestone.Abstractions"],
        ["Lodestone.Indexing"] = ["Lodestone.Abstractions"],
        ["Lodestone.Ingestion"] = ["Lodestone.Abstractions"],
        ["Lodestone.Core"] = ["Lodestone.Abstractions", "Lodestone.Encoders", "Lodestone.Indexing"],
        ["Lodestone.Evaluation"] = ["Lodestone.Abstractions", "Lodestone.Core"],
        ["Lodestone.Conformance"] = ["Lodestone.Abstractions", "Lodestone.Core"],
        ["Lodestone.Hosting"] =
        [
            "Lodestone.Abstractions", "Lodestone.Core", "Lodestone.Encoders", "Lodestone.Indexing", "Lodestone.Ingestion",
        ],
        ["Lodestone.Contracts"] = ["Lodestone.Abstractions"],
        ["Lodestone.Server"] =
        [
            "Lodestone.Abstractions", "Lodestone.Contracts", "Lodestone.Encoders", "Lodestone.Indexing", "Lodestone.Ingestion",
            "Lodestone.Core", "Lodestone.Hosting",
        ],
        ["Lodestone.Cli"] =
        [
            "Lodestone.Abstractions", "Lodestone.Contracts", "Lodestone.Encoders", "Lodestone.Indexing", "Lodestone.Ingestion",
            "Lodestone.Core", "Lodestone.Evaluation", "Lodestone.Hosting", "Lodestone.Server",
        ],
    };

    [Fact]
    public void Projects_TypesTheyUse_AreOfProjectsBelow()
    {
        string[] strangers =
        [
            .. TypeUses.All.Where(u => u.From.Project != u.To.Project && !Allowed[u.From.Project].Contains(u.To.Project))
                .Select(u => $"{u.From}/{u.User} uses {u.To}/{u.Used}").Distinct().Order(StringComparer.Ordinal),
        ];
        Assert.True(strangers.Length == 0, string.Join('\n', strangers));
    }

    [Fact]
    public void Map_Projects_AreThoseThatThereAre() =>
        Assert.Equal(
            SourceTree.Projects.Select(p => Path.GetFileNameWithoutExtension(p)!).Order(StringComparer.Ordinal),
            Allowed.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Folders_OfOneProject_DoNotUseEachOtherBothWays()
    {
        var arrows = TypeUses.All.Where(u => u.From.Project == u.To.Project && u.From != u.To)
            .GroupBy(u => (u.From, u.To)).ToDictionary(g => g.Key, g => g.Select(u => $"{u.User} -> {u.Used}").Distinct().ToArray());
        string[] mutual =
        [
            .. arrows.Keys.Where(a => string.CompareOrdinal(a.From.ToString(), a.To.ToString()) < 0 && arrows.ContainsKey((a.To, a.From)))
                .Select(a => $"{a.From} <> {a.To}\n    {string.Join(", ", arrows[a])}\n    {string.Join(", ", arrows[(a.To, a.From)])}")
                .Order(StringComparer.Ordinal),
        ];
        Assert.True(mutual.Length == 0, "Folders that use each other both ways:\n" + string.Join('\n', mutual));
    }

    [Fact]
    public void Uses_OfTypes_AreMany() => Assert.True(TypeUses.All.Count > 1000, $"Only {TypeUses.All.Count} uses were found.");
}
