using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Lodestone.TestSupport;

namespace Lodestone.Encoders.Tests;

/// <summary>
/// Where the golden files and models are. Those beside the repository may be missing on a bare clone, where their tests are skipped.
/// </summary>
internal static class Fixtures
{
    public static string Root => Repository.Root;

    public static string Portable(params string[] path) => Path.Combine([Root, "fixtures", "portable", .. path]);

    public static string TinyModel(string name) => TestSupport.TinyModels.Folder(name);

    public static string Model(string name) => Path.Combine(Root, "models", name);

    public static IEnumerable<string> TinyModels => Directory.GetDirectories(Path.Combine(Root, "fixtures", "tiny-models"))
        .Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal);

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
}
