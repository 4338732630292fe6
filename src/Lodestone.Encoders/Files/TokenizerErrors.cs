namespace Lodestone.Encoders.Files;

/// <summary>What the loaders say when they refuse a tokenizer: asked, found, accepted, what to do.</summary>
internal static class TokenizerErrors
{
    public static ModelLoadException Damaged(string path, Exception inner) => new(
        $"'{path}' was to be read as a tokenizer file and is damaged: {inner.Message} Copy the file again from the model's source.",
        path, "a complete, well-formed file", inner.Message, inner);

    public static ModelLoadException Damaged(string path, string found, string accepted) => new(
        $"'{path}' has {found}; it needs {accepted}. Copy the file again from the model's source.", path, accepted, found);

    public static ModelLoadException Unreadable(string path, Exception inner) => new(
        $"'{path}' was to be read as a file of a model and can't be opened: {inner.Message} Check that it is readable.",
        path, "a readable file", inner.Message, inner);

    /// <summary>A step that works, and would take all time or memory.</summary>
    public static ModelLoadException TooMuch(string path, string step, string found, string accepted, Exception inner) => new(
        $"'{path}' has a step that cannot be used, {step}: {found}. Accepted are at most {accepted}. Copy the file again from the model's "
        + "source; a tokenizer that needs more cannot be run.",
        path, $"at most {accepted}", $"{step}: {found}", inner);

    public static ModelLoadException Unknown(string path, string component, string found, string accepted) => new(
        $"'{path}' asks for the {component} '{found}'. Lodestone has {accepted}, and skipping it would change the model's input. "
        + "Use a model that needs no other, or export this one's tokenizer with these.",
        path, accepted, found);
}
