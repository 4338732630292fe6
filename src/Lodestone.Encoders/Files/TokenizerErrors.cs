namespace Lodestone.Encoders.Files;

/// <summary>The errors of the tokenizer loaders: asked, found, accepted, remedy.</summary>
internal static class TokenizerErrors
{
    public static ModelLoadException Damaged(string path, Exception inner) => new(
        ErrorCodes.ModelFileMalformed,
        $"The tokenizer file '{path}' is damaged: {inner.Message} Copy the file again from the model's source.",
        path, "a complete, well-formed file", inner.Message, inner);

    public static ModelLoadException Damaged(string path, string found, string accepted) =>
        Refuse(ErrorCodes.ModelFileMalformed, path, found, accepted);

    /// <summary>A file with a count above its bound.</summary>
    public static ModelLoadException TooLarge(string path, string found, string accepted) =>
        Refuse(ErrorCodes.TokenizerTooLarge, path, found, accepted);

    public static ModelLoadException Unreadable(string path, Exception inner) => new(
        ErrorCodes.ModelFileUnreadable,
        $"The model file '{path}' cannot be opened: {inner.Message} Check that it is readable.",
        path, "a readable file", inner.Message, inner);

    /// <summary>A valid step that would take excessive time or memory.</summary>
    public static ModelLoadException TooMuch(string path, string step, string found, string accepted, Exception inner) => new(
        ErrorCodes.TokenizerTooCostly,
        $"'{path}' has a step that cannot be used, {step}: {found}. The maximum is {accepted}. Copy the file again from the model's "
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
