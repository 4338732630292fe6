using Lodestone.Encoders.Files;

namespace Lodestone.Encoders.Checking;

/// <summary>Runs a check and turns its failure into an exception that refuses the model.</summary>
internal static class CheckFailure
{
    public static T Guard<T>(ModelFolder folder, Func<Task<T>> run)
    {
        try
        {
            // Loading is synchronous and the runs are on threads of their own, so nothing waits for this thread.
            return run().GetAwaiter().GetResult();
        }
        catch (ModelOutputException failure) when (failure.Code == ErrorCodes.ModelRunFailed)
        {
            throw Refuse(folder, "a run on a short text", failure.Found!, "the shape the graph declares", failure);
        }
        catch (ModelOutputException failure)
        {
            throw Refuse(folder, "a run on a short text", failure.Message, "finite numbers", failure);
        }
    }

    public static ModelLoadException Refuse(
        ModelFolder folder, string asked, string found, string expected, Exception? inner = null) => new(
        ErrorCodes.ModelCheckFailed,
        $"Model '{folder.Name}' in '{folder.FolderPath}' fails its self-check: {asked} resulted in {found}; expected {expected}. " +
        "The graph or the tokenizer is damaged, or belongs to another model. Compare checksums, or take all files from one release.",
        folder.FolderPath, expected, found, inner);
}
