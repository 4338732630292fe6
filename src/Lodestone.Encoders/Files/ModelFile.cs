namespace Lodestone.Encoders.Files;

/// <summary>Opens the files of a model folder: regular files of a bounded size, directly or behind symbolic links.</summary>
/// <remarks>
/// A read from a pipe might wait forever, and a read from a device such as /dev/zero never end. Both have a length of 0; no file that a
/// model needs has.
/// </remarks>
internal static class ModelFile
{
    /// <summary>Far above any tokenizer file: vocabularies of 250,000 tokens have 35 MB.</summary>
    public const long MostVocabularyBytes = 512L << 20;

    /// <summary>Far above any configuration.</summary>
    public const long MostSettingsBytes = 16L << 20;

    /// <exception cref="ModelLoadException">
    /// The file cannot be read, is empty or not regular, or exceeds <paramref name="most"/> bytes.
    /// </exception>
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

    /// <summary>Refuses a file that cannot be read to its end, before it is opened.</summary>
    /// <exception cref="ModelLoadException">
    /// The file is missing, empty or not regular, or exceeds <paramref name="most"/> bytes.
    /// </exception>
    public static void Validate(string path, long most = long.MaxValue)
    {
        var length = LengthOf(path);
        if (length > 0 && length <= most)
            return;
        var found = length == 0 ? "an empty file, a pipe or a device" : FormattableString.Invariant($"{length} bytes");
        var accepted = most == long.MaxValue ? "a regular file" : FormattableString.Invariant($"a regular file of 1 to {most} bytes");
        throw new ModelLoadException(
            length == 0 ? ErrorCodes.ModelFileMalformed : ErrorCodes.ModelFileTooLarge,
            $"'{path}' cannot be read as a model's file: it is {found}; accepted is {accepted}. Copy the file again from the model's " +
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
            // A link that leads back to itself, or into a folder without read permission.
            throw TokenizerErrors.Unreadable(path, error);
        }
    }
}
