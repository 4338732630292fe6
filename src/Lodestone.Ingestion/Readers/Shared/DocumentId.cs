using Lodestone.Documents;
using Lodestone.Ingestion.Decoding;
using Lodestone.Ingestion.Formats;

namespace Lodestone.Ingestion.Readers.Shared;

/// <summary>Validates the ids of documents by a collection's rules.</summary>
internal static class DocumentId
{
    /// <exception cref="UnreadableException">The id is not valid.</exception>
    public static void Validate(string id)
    {
        ValidateText(id);
        if (DotSegments.Problem(id) is { } problem)
            throw new UnreadableException(ReadProblemKind.UnusableField, problem);
    }

    /// <param name="id">An id that begins with the file's path.</param>
    /// <exception cref="UnreadableException">The id is not valid.</exception>
    public static void ValidatePath(string id)
    {
        ValidateText(id);
        if (DotSegments.Find(id) is { } segment)
        {
            throw new UnreadableException(ReadProblemKind.UnusableField,
                $"Its id is its path, '{id}', which has the segment '{segment}', as it is or percent-encoded; in an address it would " +
                "lead to something else. Accepted are paths within the root. Take a root above the file, or rename the file.")
            {
                Option = nameof(ReadOptions.Root),
            };
        }
    }

    private static void ValidateText(string id)
    {
        if (id.Length is 0 or > ReadDefaults.MaxIdLength)
        {
            throw new UnreadableException(ReadProblemKind.UnusableField, FormattableString.Invariant(
                $"Its id has {id.Length} characters; accepted are 1 to {ReadDefaults.MaxIdLength}. Give it another id."));
        }

        // With replacement characters, two ids could become equal, and one document would replace the other.
        CleanText.Of(id, out var replaced);
        if (replaced > 0 || id.Contains(CleanText.Replacement, StringComparison.Ordinal))
        {
            throw new UnreadableException(ReadProblemKind.UnusableField,
                "Its id holds invalid characters (half a surrogate pair, U+0000 or U+FFFD), which cannot be told apart once stored. " +
                "Accepted is any other text; give it another id.");
        }
    }
}
