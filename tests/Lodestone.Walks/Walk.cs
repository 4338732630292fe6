namespace Lodestone.Walks;

/// <summary>The way of one call through our sources, and how many files of the counted rooms it may pass.</summary>
/// <param name="Call">The call.</param>
/// <param name="Limit">The most files that count.</param>
/// <param name="Counted">The folders whose files count, as beginnings of paths.</param>
/// <param name="Beside">The folders whose files are told beside them; a file in one of these does not count.</param>
public sealed record Walk(string Call, int Limit, IReadOnlyList<string> Counted, IReadOnlyList<string> Beside)
{
    internal const string Search = "Collection.SearchAsync";
    internal const string Upsert = "Collection.UpsertAsync";
    internal const string Http = "POST /v2/rerank";
    internal const string Pair = "CrossEncoder.RerankAsync";

    private const string Store = "src/Lodestone.Core/Storage/";
    private const string Encoders = "src/Lodestone.Encoders/";
    private const string Tokenizers = "src/Lodestone.Encoders/Tokenizers/";
    private static readonly string[] Centre = ["src/Lodestone.Core/", "src/Lodestone.Abstractions/"];

    /// <summary>The four walks.</summary>
    public static IReadOnlyList<Walk> All { get; } =
    [
        new(Search, 10, Centre, [Store, "src/Lodestone.Indexing/", Encoders]),
        new(Upsert, 12, Centre, [Store, "src/Lodestone.Indexing/", Encoders]),
        new(Http, 12, ["src/"], [Encoders]),
        new(Pair, 10, [Encoders], [Tokenizers]),
    ];

    /// <summary>The walk as it was.</summary>
    public WalkFiles In(Coverage coverage)
    {
        var files = coverage.Of(Call);
        return new WalkFiles(
            this,
            [.. files.Where(f => Lies(f, Counted) && !Lies(f, Beside))],
            [.. Beside.Select(b => new WalkRoom(b["src/".Length..].TrimEnd('/'), [.. files.Where(f => Lies(f, [b]))]))]);
    }

    private static bool Lies(string file, IReadOnlyList<string> folders) => folders.Any(f => file.StartsWith(f, StringComparison.Ordinal));
}

/// <summary>The files that a call passed.</summary>
/// <param name="Walk">The walk.</param>
/// <param name="Files">The files that count, in ordinal order.</param>
/// <param name="Beside">The files of the folders beside them.</param>
public sealed record WalkFiles(Walk Walk, IReadOnlyList<string> Files, IReadOnlyList<WalkRoom> Beside);

/// <summary>The files of a folder that a call passed.</summary>
/// <param name="Folder">The folder, from src/.</param>
/// <param name="Files">Its files, in ordinal order.</param>
public sealed record WalkRoom(string Folder, IReadOnlyList<string> Files);
