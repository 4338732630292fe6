using System.CommandLine;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Shared;
using Lodestone.Encoders;
using Lodestone.Server;

namespace Lodestone.Cli.Search;

/// <summary>Several collections of this machine that are searched as one.</summary>
internal sealed class JointSearchSession : ISearchSession
{
    // No path and no name of a collection has it.
    private const char Separator = '\0';

    private readonly ModelPool _models;
    private readonly IReadOnlyList<string> _folders;
    private readonly List<Collection> _opened = [];

    private JointSearchSession(ModelPool models, IReadOnlyList<string> folders)
    {
        _models = models;
        _folders = folders;
    }

    public string Name => string.Join(", ", _folders);

    /// <summary>Lets the option of the collection be given several times.</summary>
    /// <remarks>One value with a separator, so that the option is that of the other commands, with its default and its setting.</remarks>
    public static Option<string> Several(Option<string> collection)
    {
        collection.Arity = ArgumentArity.OneOrMore;
        collection.Description += " May be given several times: one search of all, in one order.";
        collection.CustomParser = result => string.Join(Separator, result.Tokens.Select(t => t.Value));
        return collection;
    }

    /// <summary>The collections that were named, each once.</summary>
    public static IReadOnlyList<string> Named(string collection) => collection.Contains(Separator, StringComparison.Ordinal)
        ? [.. collection.Split(Separator).DistinctBy(Place, StringComparer.Ordinal)]
        : [collection];

    /// <summary>The refusal of an option that is for one collection.</summary>
    public static UsageException NotWith(string option, IReadOnlyList<string> collections) => new(
        $"{option} is for one collection, and --collection names {collections.Count}: " +
        $"{string.Join(", ", collections.Select(c => $"'{c}'"))}. Name one, or leave {option} out.");

    /// <summary>Opens the collections beside possible writers, with models that they share.</summary>
    public static async Task<JointSearchSession> OpenAsync(
        IReadOnlyList<string> folders, string? biEncoder, string crossEncoder, SearchOptions options, CancellationToken cancellationToken)
    {
        var session = new JointSearchSession(ModelLoading.Encoders(), folders);
        try
        {
            var opening = new CollectionOptions
            {
                ReadOnly = true, BiEncoder = biEncoder, CrossEncoder = crossEncoder, Models = session._models,
                PreloadBiEncoder = options.Retrieval != RetrievalMode.Keyword,
                PreloadCrossEncoder = options.Rerank.Enabled,
            };
            foreach (var folder in folders)
                session._opened.Add(await Collection.OpenAsync(folder, opening, cancellationToken));
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public Task EnsureCrossEncoderAsync(string model, CancellationToken cancellationToken) =>
        _models.CrossEncoderAsync(model, cancellationToken);

    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        var sum = 0L;
        foreach (var collection in _opened)
            sum += await collection.CountAsync(cancellationToken: cancellationToken);
        return sum;
    }

    public async Task<SearchReply> SearchAsync(string query, SearchOptions options, CancellationToken cancellationToken)
    {
        var joint = await Collection.SearchJointlyAsync(_opened, query, options, cancellationToken);
        var notices = _opened.SelectMany((c, i) => c.Notices.Select(n => $"{_folders[i]}: {n}"))
            .Concat(joint.Result.Trace.Notices).Distinct(StringComparer.Ordinal);
        var result = joint.Result with { Trace = joint.Result.Trace with { Notices = [.. notices] } };
        return await new SearchReply(result.ToResponse(), [.. joint.Collections.Select(c => _folders[c])]).WithEmptyAsync(
            $"The collections {string.Join(", ", _folders.Select(f => $"'{f}'"))} have", $"lodestone index PATH -c {_folders[0]}",
            () => CountAsync(cancellationToken));
    }

    /// <summary>Throws: a vector is of one bi-encoder, and a joint search has queries in words.</summary>
    public Task<SearchReply> SearchAsync(float[] vector, SearchOptions options, CancellationToken cancellationToken) =>
        throw NotWith("--vector", _folders);

    public async ValueTask DisposeAsync()
    {
        foreach (var collection in _opened)
            await collection.DisposeAsync();
        _models.Dispose();
    }

    private static string Place(string folder)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder.Length == 0 ? "." : folder));
        return Directory.Exists(full) && Directory.ResolveLinkTarget(full, returnFinalTarget: true) is { } target
            ? Path.TrimEndingDirectorySeparator(target.FullName)
            : full;
    }
}
