using System.ComponentModel.DataAnnotations;

namespace Lodestone.Server.Documents;

/// <summary>A heading within a document's text.</summary>
internal sealed record HeadingRequest
{
    /// <summary>The index of its first UTF-16 character in the text.</summary>
    [Range(0, int.MaxValue)]
    public required int Start { get; init; }

    /// <summary>1 for the outermost.</summary>
    [Range(1, 100)]
    public required int Level { get; init; }

    /// <summary>Its words.</summary>
    [Length(0, ServerDefaults.MaxTitleLength)]
    public required string Text { get; init; }
}
