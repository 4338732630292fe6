namespace Lodestone.Indexing.Vectors.Files;

/// <summary>The names of an index's files in its folder: docs/formats/vector-index.md.</summary>
internal static class IndexFiles
{
    /// <summary>Everything except the floats; every save replaces the whole file.</summary>
    public const string Index = "index.vectors";

    private const string FloatsPattern = "floats-*.vectors";

    public static string IndexPath(string folder) => Path.Combine(folder, Index);

    public static string FloatsPath(string folder, Guid id) => Path.Combine(folder, $"floats-{id:N}.vectors");

    /// <summary>
    /// Deletes files that no save refers to: a replaced file of floats, or one left by a process that ended before it saved.
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
                // Windows does not delete a file that is still mapped; the next save or open tries again.
                continue;
            }
        }
    }
}
