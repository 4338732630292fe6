namespace Lodestone.Indexing;

/// <summary>What is said of a vector index's file that cannot be used.</summary>
internal static class FormatError
{
    public static IndexFormatException Of(string path, string what, string expected, string found, Exception? inner = null) =>
        new($"The vector index file '{path}' cannot be used: {what} is {found}; expected {expected}. " +
            "Delete the folder and build the index again from what it was made of.", path, expected, found, inner);

    public static IndexFormatException Damaged(string path, string what) =>
        Of(path, $"the checksum of {what}", "that of the bytes in the file", "another: the file was changed or damaged");
}
