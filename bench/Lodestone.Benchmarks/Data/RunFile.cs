namespace Lodestone.Benchmarks;

/// <summary>A TREC run: the documents that a first stage found for each query, best first.</summary>
internal static class RunFile
{
    /// <summary>Reads the first document ids of every query, up to a depth, in the file's order.</summary>
    public static Dictionary<string, IReadOnlyList<string>> Top(string path, int depth) =>
        JsonLines.Lines(path)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .GroupBy(columns => columns[0], columns => columns[2])
            .ToDictionary(query => query.Key, IReadOnlyList<string> (query) => [.. query.Take(depth)]);
}
