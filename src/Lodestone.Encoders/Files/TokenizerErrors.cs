namespace Lodestone.Encoders.Files;

/// <summary>What the loaders say when they refuse a tokenizer: asked, found, accepted, what to do.</summary>
internal static class TokenizerErrors
{
    public static ModelLoadException Damaged(string path, Exception inner) => new(
        ErrorCodes.ModelFileMalformed,
        $"'{path}' was to be read as a tokenizer file and is damaged: {inner.Message} Copy the file again from the model's source.",
        path, "a complete, well-formed file", inner.Message, inner);

    public static ModelLoadException Damaged(string path, string found, string accepted) =>
        Refuse(ErrorCodes.ModelFileMalformed, path, found, accepted);

    /// <summary>A file that has more of something than is read.</summary>
    public static ModelLoadException TooLarge(string path, string found, string accepted) =>
        Refuse(ErrorCodes.TokenizerTooLarge, path, found, accepted);

    public static ModelLoadException Unreadable(string path, Exception inner) => new(
        ErrorCodes.ModelFileUnreadable,
        $"'{path}' was to be read as a file of a model and can't be opened: {inner.Message} Check that it is readable.",
        path, "a readable file", inner.Message, inner);

    /// <summary>A step that works, and would take all time or memory.</summary>
    public static ModelLoadException TooMuch(string path, string step, string found, string accepted, Exception inner) => new(
        ErrorCodes.TokenizerTooCostly,
        $"'{path}' has a step that cannot be used, {step}: {found}. Accepted are at most {accepted}. Copy the file again from the model's "
        + "source; a tokenizer that needs more cannot be run.",
        path, $"at most {accepted}", $"{step}: {found}", inner);

    public static ModelLoadException Unknown(string path, string component, string found, string accepted) => new(
        ErrorCodes.TokenizerUnsupported,
        $"'{path}' asks for the {component} '{found}'. Lodestone has {accepted}, and skipping it would change the model's input. "
        + "Use a model that needs no other, or export this one's tokenizer with these.",
        path, accepted, found);

    private static ModelLoadException Refuse(string code, string path, string found, string accepted) => new(
        code, $"'{path}' has {found}; it needs {accepted}. Copy the file again from the model's source.", path, accepted, found);
}
