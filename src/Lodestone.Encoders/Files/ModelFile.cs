namespace Lodestone.Encoders.Files;

/// <summary>Opens what a model folder has: regular files of a bounded size, directly or behind symbolic links.</summary>
/// <remarks>
/// A pipe would be waited for, and a device such as /dev/zero read, for ever. Both tell a length of 0, as does nothing that a model needs.
/// </remarks>
internal static class ModelFile
{
    /// <summary>Far above any tokenizer's files: those of vocabularies of 250,000 tokens have 35 MB.</summary>
    public const long MostVocabularyBytes = 512L << 20;

    /// <summary>Far above any configuration.</summary>
    public const long MostSettingsBytes = 16L << 20;

    /// <exception cref="ModelLoadException">It cannot be read, is empty or no regular file, or has more bytes than that.</exception>
    public static byte[] Read(string path, long most)
    {
        Validate(path, most);
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw TokenizerErrors.Unreadable(path, error);
        }
    }

    /// <summary>Refuses what cannot be read to its end, before it is opened.</summary>
    /// <exception cref="ModelLoadException">It cannot be found, is empty or no regular file, or has more bytes than that.</exception>
    public static void Validate(string path, long most = long.MaxValue)
    {
        var length = LengthOf(path);
        if (length > 0 && length <= most)
            return;
        var found = length == 0 ? "an empty file, a pipe or a device" : FormattableString.Invariant($"{length} bytes");
        var accepted = most == long.MaxValue ? "a regular file" : FormattableString.Invariant($"a regular file of 1 to {most} bytes");
        throw new ModelLoadException(
            length == 0 ? ErrorCodes.ModelFileMalformed : ErrorCodes.ModelFileTooLarge,
            $"'{path}' was to be read as a file of a model and is {found}; accepted is {accepted}. Copy the file again from the model's " +
            "source.",
            path, accepted, found);
    }

    private static long LengthOf(string path)
    {
        try
        {
            var file = File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path);
            return file.Exists ? file.Length : 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A link that leads back to itself, or one into a folder that may not be read.
            throw TokenizerErrors.Unreadable(path, error);
        }
    }
}
