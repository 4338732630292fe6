using System.IO.Compression;
using System.Text.Json;

namespace Lodestone.Benchmarks;

/// <summary>Files of one JSON object per line, or of one line of text per row, plain or gzipped.</summary>
internal static class JsonLines
{
    /// <summary>The objects of a file.</summary>
    public static IEnumerable<JsonElement> Read(string path) => Lines(path).Select(line => JsonElement.Parse(line));

    /// <summary>The lines of a file.</summary>
    /// <remarks>Split at \n only, unlike File.ReadLines, because some texts have a lone carriage return or U+2028.</remarks>
    public static string[] Lines(string path)
    {
        using var file = File.OpenRead(path);
        using Stream content = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(content);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
