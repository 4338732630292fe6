using System.ComponentModel.DataAnnotations;

namespace Lodestone.Server.Documents;

/// <summary>Which documents to delete: by their ids, or by a filter.</summary>
internal sealed record DeleteRequest
{
    /// <summary>Ids of documents.</summary>
    [Length(1, ServerDefaults.MaxIds)]
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>A filter, such as <c>year &lt; 2020</c>.</summary>
    [Length(1, ServerDefaults.MaxFilterLength)]
    public string? Filter { get; init; }
}
