using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;

namespace Lodestone.Cli.Embed;

/// <summary>Selects the kind of output by a path.</summary>
internal static class EmbeddingFiles
{
    /// <summary>Refuses a path of another kind before any model is loaded.</summary>
    public static void Validate(string? path)
    {
        if (path is not null && !IsNumpy(path) && !path.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"--out '{path}' is neither .npy (NumPy, float32) nor .jsonl (JSON Lines). Rename it.");
    }

    public static IEmbeddingSink Open(Terminal terminal, string? path, int dimensions)
    {
        if (path is null)
            return new JsonLinesSink(terminal.Output, null, dimensions);
        var file = FileInProgress.Create(path);
        return IsNumpy(path) ? new NumpySink(file, dimensions) : new JsonLinesSink(file.Stream, file, dimensions);
    }

    private static bool IsNumpy(string path) => path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase);
}
