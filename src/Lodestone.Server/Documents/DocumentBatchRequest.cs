using System.ComponentModel.DataAnnotations;

namespace Lodestone.Server.Documents;

/// <summary>Documents that are written together or not at all.</summary>
internal sealed record DocumentBatchRequest
{
    /// <summary>The documents; of two with one id the last is taken.</summary>
    [Length(1, CollectionDefaults.BatchDocuments)]
    public required IReadOnlyList<BatchDocument> Documents { get; init; }
}
