using Lodestone.Contracts;
using Lodestone.Server;

namespace Lodestone.Cli.Index;

/// <summary>The result of <c>index</c>.</summary>
internal sealed record IndexOutcome
{
    /// <summary>The collection's folder, or its name on a server, as the caller named it.</summary>
    public required string Collection { get; init; }

    public required string BiEncoder { get; init; }

    /// <summary>The number of documents in the collection now.</summary>
    public required long Documents { get; init; }

    /// <summary>The repairs made when the collection was opened.</summary>
    public required IReadOnlyList<string> Notices { get; init; }

    /// <summary>The bi-encoder before the change, or the place where it was; null without a change.</summary>
    public string? FormerBiEncoder { get; init; }

    /// <summary>The report of embedding with another bi-encoder; null when nothing was embedded again.</summary>
    public ReembeddingReport? Reembedding { get; init; }

    /// <summary>The folders that were read, with what became of documents whose source is gone.</summary>
    public IReadOnlyList<MirroredFolder> Folders { get; init; } = [];

    /// <summary>Whether nothing was written.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>The report of reading and writing; null when no path was given.</summary>
    public IndexingResponse? Report { get; init; }

    /// <summary>This outcome with a run's report and folders.</summary>
    public IndexOutcome With(IndexingReport report) => this with { Report = report.ToResponse(), Folders = report.Folders };
}
