using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Lodestone.Encoders.Tests;

/// <summary>
/// Where the golden files and models are. Those beside the repository may be missing on a bare clone, where their tests are skipped.
/// </summary>
internal static class Fixtures
{
    public static string Root { get; } = FindRoot();

    public static string Portable(params string[] path) => Path.Combine([Root, "fixtures", "portable", .. path]);

    public static string TinyModel(string name) => Path.Combine(Root, "fixtures", "tiny-models", name);

    public static string Model(string name) => Path.Combine(Root, "models", name);

    public static IEnumerable<string> TinyModels => Directory.GetDirectories(Path.Combine(Root, "fixtures", "tiny-models"))
        .Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal);

    /// <summary>A file of the shared material: LODESTONE_SHARED, or the folder 'shared' beside the repository.</summary>
    public static string Shared(params string[] path)
    {
        var folder = Environment.GetEnvironmentVariable("LODESTONE_SHARED") ?? Path.Combine(Root, "..", "shared");
        if (!Directory.Exists(folder) && Environment.GetEnvironmentVariable("CI") != "true")
            Assert.Skip("The shared material is not beside the repository. Set LODESTONE_SHARED to its folder to run this test.");
        var file = Path.Combine([folder, .. path]);
        Assert.True(File.Exists(file) || Directory.Exists(file), $"The shared material has no '{Path.Combine(path)}'.");
        return file;
    }

    /// <summary>The objects of a .jsonl or .jsonl.gz file.</summary>
    public static IEnumerable<JsonElement> ReadLines(string path)
    {
        using Stream file = File.OpenRead(path);
        using var text = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        // StreamReader would also break lines at a carriage return, which JSON never holds unescaped; U+2028 is not a break for it.
        using var reader = new StreamReader(text, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0)
                continue;
            using var document = JsonDocument.Parse(line);
            yield return document.RootElement.Clone();
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Lodestone.slnx")))
                return folder.FullName;
        }
        throw new InvalidOperationException("Lodestone.slnx is in no folder above the tests.");
    }
}
