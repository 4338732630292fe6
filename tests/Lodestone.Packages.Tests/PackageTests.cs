using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Xml.Linq;
using Lodestone.TestSupport;

namespace Lodestone.Packages.Tests;

/// <summary>Every package has what a package has, and no more than its own files.</summary>
public sealed class PackageTests(PackedFeed feed)
{
    private static readonly string[] Libraries =
    [
        "Lodestone.Abstractions", "Lodestone.Conformance", "Lodestone.Contracts", "Lodestone.Core", "Lodestone.Encoders",
        "Lodestone.Evaluation", "Lodestone.Hosting", "Lodestone.Indexing", "Lodestone.Ingestion", "Lodestone.Server",
    ];

    private static readonly string[] Models =
        [
            "Lodestone.Model.AllMiniLmL6", "Lodestone.Model.BgeSmallEn", "Lodestone.Model.MsMarcoMiniLm",
            "Lodestone.Model.MsMarcoMiniLmDistilled",
        ];

    [Fact]
    public void Feed_Packages_AreThoseThatAreMeant()
    {
        var packed = Directory.EnumerateFiles(feed.Folder, "*.nupkg").Select(f => Path.GetFileName(f));
        var known = Libraries.Concat(Models).Append("Lodestone").Select(id => $"{id}.{PackedFeed.Version}.nupkg").ToArray();
        // A later library is packed by the same recipe, without a line here.
        Assert.Empty(known.Except(packed));
    }

    [Fact]
    public void Packages_Metadata_IsComplete() => Assert.All(Directory.EnumerateFiles(feed.Folder, "*.nupkg"), package =>
    {
        using var archive = ZipFile.OpenRead(package);
        var metadata = Manifest(archive);
        foreach (var name in new[] { "id", "version", "description", "license", "icon", "readme", "tags", "copyright", "authors" })
            Assert.False(string.IsNullOrWhiteSpace(metadata.Element(metadata.Name.Namespace + name)?.Value), $"{package}: {name}");
        var files = archive.Entries.Select(e => e.FullName).ToArray();
        Assert.All(new[] { "README.md", "icon.png", "LICENSE", "NOTICE" }, f => Assert.Contains(f, files));
        var root = Path.GetFileName(package).StartsWith("Lodestone.Cli.", StringComparison.Ordinal) ? "tools/" : "lib/net10.0/";
        Assert.Contains(files, f => f.StartsWith(root, StringComparison.Ordinal));
        var libraries = files.Where(f => f.StartsWith("lib/", StringComparison.Ordinal));
        Assert.All(libraries, f => Assert.StartsWith("lib/net10.0/", f, StringComparison.Ordinal));
        // Addresses and paths of the machine that packed would be in a library's symbols or in the manifest.
        Assert.DoesNotContain(Repository.Root, metadata.ToString(), StringComparison.Ordinal);
    });

    [Fact]
    public void Libraries_Files_AreAssemblyAndDocumentation() => Assert.All(Libraries, id =>
    {
        using var archive = ZipFile.OpenRead(feed.PackageOf(id));
        Assert.NotNull(archive.GetEntry($"lib/net10.0/{id}.xml"));
        using var assembly = archive.GetEntry($"lib/net10.0/{id}.dll")!.Open();
        using var bytes = new MemoryStream();
        assembly.CopyTo(bytes);
        bytes.Position = 0;
        using var reader = new PEReader(bytes);
        Assert.Contains(reader.ReadDebugDirectory(), d => d.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        Assert.Contains(reader.ReadDebugDirectory(), d => d.Type == DebugDirectoryEntryType.Reproducible);
        Assert.DoesNotContain(archive.Entries, e => e.FullName.EndsWith(".onnx", StringComparison.Ordinal));
    });

    [Fact]
    public void Dependencies_Previews_AreOnlyThoseThatDocsName()
    {
        var previews = Directory.EnumerateFiles(feed.Folder, "*.nupkg")
            .SelectMany(package =>
            {
                using var archive = ZipFile.OpenRead(package);
                return Manifest(archive).Descendants().Where(e => e.Name.LocalName == "dependency")
                    .Select(e => (Id: (string)e.Attribute("id")!, Version: (string)e.Attribute("version")!)).ToArray();
            })
            .Where(d => d.Version.Contains('-', StringComparison.Ordinal) && !d.Id.StartsWith("Lodestone", StringComparison.Ordinal))
            .Distinct().Order().ToArray();
        var docs = File.ReadAllText(Repository.PathOf("docs", "packages.md"));
        Assert.Equal(3, previews.Length);
        Assert.All(previews, p => Assert.Contains($"`{p.Id}` {p.Version}", docs, StringComparison.Ordinal));
    }

    [Fact]
    public void Models_Files_AreThoseOfSha256Sums()
    {
        var lines = File.ReadAllLines(Repository.PathOf("models", "SHA256SUMS")).Where(l => l.Length > 66);
        var sums = lines.ToDictionary(l => l[66..], l => l[..64]);
        var found = new Dictionary<string, string>();
        foreach (var id in Models)
        {
            using var archive = ZipFile.OpenRead(feed.PackageOf(id));
            Assert.NotNull(archive.GetEntry($"buildTransitive/{id}.targets"));
            foreach (var entry in archive.Entries.Where(e => e.FullName.StartsWith("models/", StringComparison.Ordinal)))
            {
                using var content = entry.Open();
                found.Add(entry.FullName["models/".Length..], Convert.ToHexStringLower(SHA256.HashData(content)));
            }
        }

        Assert.Equal(sums.OrderBy(s => s.Key, StringComparer.Ordinal), found.OrderBy(s => s.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Pack_Again_GivesTheSameBytes()
    {
        using var again = new TemporaryFolder();
        var pack = await Command.RunAsync(
            Repository.PathOf("eng", "pack"), ["--libraries", "--output", again.Path, "--baseline", feed.Folder], Repository.Root);
        Assert.True(pack.ExitCode == 0, pack.All);
        // A feed that was packed before may have the tool too.
        var packages = Directory.EnumerateFiles(again.Path).Select(f => Path.GetFileName(f)).ToArray();
        Assert.True(packages.Length >= Libraries.Length + Models.Length + 1, $"{packages.Length} packages");
        Assert.All(packages, package => Assert.True(
            File.ReadAllBytes(again[package]).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(feed.Folder, package))), package));
    }

    private static XElement Manifest(ZipArchive archive)
    {
        using var manifest = archive.Entries.Single(e => e.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(manifest).Root!.Elements().Single();
    }
}
