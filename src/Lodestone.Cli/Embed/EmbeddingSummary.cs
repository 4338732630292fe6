using Lodestone.Cli.Output;
using Lodestone.Encoders;

namespace Lodestone.Cli.Embed;

/// <summary>The summary of <c>embed</c>: on standard error, since standard output may be the vectors.</summary>
internal static class EmbeddingSummary
{
    public static void Show(
        Terminal terminal, BiEncoder model, string role, string? path, EmbeddingTotal total, TimeSpan elapsed, bool json)
    {
        if (path is not null && json)
        {
            JsonOutput.Write(terminal, writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("model", model.Name);
                writer.WriteString("as", role);
                writer.WriteString("file", path);
                writer.WriteNumber("count", total.Count);
                writer.WriteNumber("dimensions", model.Dimensions);
                writer.WriteNumber("truncated", total.Truncated);
                writer.WriteEndObject();
            });
        }

        if (path is not null)
            terminal.Tell(Written(path, total, elapsed));
        if (total.Truncated > 0)
            terminal.Tell(Cut(model.MaxTokens, total));
    }

    public static string Written(string path, EmbeddingTotal total, TimeSpan elapsed) =>
        $"{NumberFormat.Count(total.Count, "text")} written to {path} in {NumberFormat.Duration(elapsed)}, " +
        $"{NumberFormat.Count((long)(total.Count / elapsed.TotalSeconds))}/s";

    public static string Cut(int maxTokens, EmbeddingTotal total) =>
        $"{NumberFormat.Count(total.Truncated)} of {NumberFormat.Count(total.Count, "text")} did not fit " +
            $"into {NumberFormat.Count(maxTokens)} tokens " +
        $"and {(total.Truncated == 1 ? "was" : "were")} cut at the end";
}
