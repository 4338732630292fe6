namespace Lodestone;

/// <summary>What an id must be for a collection to take it.</summary>
internal static class DocumentId
{
    public static void Demand(string id)
    {
        if (id.Length is 0 or > ReadDefaults.MaxIdLength)
        {
            throw new UnreadableException(ReadProblemKind.UnusableField, FormattableString.Invariant(
                $"Its id has {id.Length} characters; accepted are 1 to {ReadDefaults.MaxIdLength}. Give it another id."));
        }

        // Replaced, two ids could become one and a document would take another's place.
        CleanText.Of(id, out var replaced);
        if (replaced > 0 || id.Contains(CleanText.Replacement, StringComparison.Ordinal))
        {
            throw new UnreadableException(ReadProblemKind.UnusableField,
                "Its id holds invalid characters (half a surrogate pair, U+0000 or U+FFFD), which cannot be told apart once stored. " +
                "Accepted is any other text; give it another id.");
        }
    }
}
