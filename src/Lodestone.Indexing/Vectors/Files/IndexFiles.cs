namespace Lodestone.Indexing.Vectors.Files;

/// <summary>The names of an index's files in its folder: docs/formats/vector-index.md.</summary>
internal static class IndexFiles
{
    /// <summary>All but the floats; replaced whole by every save.</summary>
    public const string Index = "index.vectors";

    private const string FloatsPattern = "floats-*.vectors";

    public static string IndexPath(string folder) => Path.Combine(folder, Index);

    public static string FloatsPath(string folder, Guid id) => Path.Combine(folder, $"floats-{id:N}.vectors");

    /// <summary>
    /// Deletes what no save refers to: a file of floats that was replaced, or left by a process that ended before it saved.
    /// </summary>
    public static void DeleteLeftovers(string folder, Guid current)
    {
        foreach (var file in Directory.EnumerateFiles(folder, FloatsPattern))
        {
            if (Path.GetFileName(file) == Path.GetFileName(FloatsPath(folder, current)))
                continue;
            try
            {
                File.Delete(file);
            }
            catch (Exception held) when (held is IOException or UnauthorizedAccessException)
            {
                // Windows deletes no file that someone still has mapped; the next save or open tries again.
                continue;
            }
        }
    }
}
