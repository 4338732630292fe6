using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Lodestone.TestSupport;

namespace Lodestone.Packages.Tests;

/// <summary>The licences of the libraries that the tool's package carries.</summary>
public sealed class NoticesTests
{
    private const string Separator = "\n--------------------------------------------------------------------------------\n\n";

    private static readonly string Committed = Repository.PathOf("src", "Lodestone.Cli", "THIRD-PARTY-NOTICES.txt");

    /// <summary>LODESTONE_UPDATE_NOTICES=1 writes the file, for its author to read before it is committed.</summary>
    [Fact]
    public void Notices_OfTheTool_NameEveryLibraryItCarries()
    {
        var written = Write();
        if (Environment.GetEnvironmentVariable("LODESTONE_UPDATE_NOTICES") == "1")
            File.WriteAllText(Committed, written);
        Assert.Equal(File.ReadAllText(Committed), written);
    }

    private static string Write()
    {
        var restored = Repository.PathOf("artifacts", "obj", "Lodestone.Cli", "project.assets.json");
        using var assets = JsonDocument.Parse(File.ReadAllText(restored));
        var root = assets.RootElement;
        var cache = root.GetProperty("packageFolders").EnumerateObject().Select(f => f.Name).ToArray();
        var text = new StringBuilder("The command lodestone carries these libraries, under the licences that follow.\n\n");
        var licences = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var libraries = root.GetProperty("targets").GetProperty("net10.0").EnumerateObject();
        foreach (var library in libraries.OrderBy(l => l.Name, StringComparer.Ordinal))
        {
            if (library.Value.GetProperty("type").GetString() != "package" || !Carries(library.Value))
                continue;
            var path = root.GetProperty("libraries").GetProperty(library.Name).GetProperty("path").GetString()!;
            var folder = cache.Select(c => Path.Combine(c, path)).First(Directory.Exists);
            var (licence, copyright) = Of(folder, licences);
            text.Append(library.Name.Replace('/', ' ')).Append("\n  ").Append(licence).Append("; ").Append(copyright).Append('\n');
        }

        foreach (var (name, licence) in licences)
            text.Append(Separator).Append(name).Append("\n\n").Append(licence.ReplaceLineEndings("\n").Trim()).Append('\n');
        return text.ToString();
    }

    private static bool Carries(JsonElement library) => new[] { "runtime", "runtimeTargets" }.Any(kind =>
        library.TryGetProperty(kind, out var files) && files.EnumerateObject().Any(f => !f.Name.EndsWith("_._", StringComparison.Ordinal)));

    private static (string Licence, string Copyright) Of(string folder, SortedDictionary<string, string> licences)
    {
        var metadata = XDocument.Load(Directory.EnumerateFiles(folder, "*.nuspec").Single()).Root!.Elements().Single();
        XElement? At(string name) => metadata.Element(metadata.Name.Namespace + name);
        var copyright = At("copyright")?.Value.Trim() is { Length: > 0 } given ? given : $"Copyright {At("authors")!.Value}";
        if (At("license") is { } licence && (string?)licence.Attribute("type") == "file")
        {
            var own = File.ReadAllText(Path.Combine(folder, licence.Value));
            var name = own.Contains("Apache License", StringComparison.Ordinal) ? "Apache-2.0" : "MIT";
            return (name, Known(name));
        }

        return (At("license")!.Value, Known(At("license")!.Value));

        string Known(string name)
        {
            // The Apache licence is beside this file, as LICENSE.
            if (name != "Apache-2.0")
                licences.TryAdd(name, File.ReadAllText(Repository.PathOf("eng", "package", "licences", $"{name}.txt")));
            foreach (var notice in Directory.EnumerateFiles(folder, "NOTICE.txt"))
                licences.TryAdd($"Notice of {Path.GetFileName(Path.GetDirectoryName(folder))}", File.ReadAllText(notice));
            return copyright;
        }
    }
}
