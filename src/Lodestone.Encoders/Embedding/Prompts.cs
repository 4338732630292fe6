using System.Text.Json;
using Lodestone.Encoders.Files;

namespace Lodestone.Encoders.Embedding;

/// <summary>The prompts that precede a query and a document (config_sentence_transformers.json).</summary>
internal sealed record Prompts(string Query, string Document, string Default)
{
    private static readonly string[] DocumentNames = ["document", "passage", "corpus"];

    public static Prompts Read(ModelFolder folder)
    {
        var file = JsonFile.Read(folder.FolderPath, "config_sentence_transformers.json");
        var prompts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (file.At("prompts") is { ValueKind: JsonValueKind.Object } map)
        {
            foreach (var prompt in map.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.String))
                prompts[prompt.Name] = prompt.Value.GetString()!;
        }

        var byDefault = file.Text("default_prompt_name") is { } name ? prompts.GetValueOrDefault(name, "") : "";
        var document = DocumentNames.FirstOrDefault(prompts.ContainsKey);
        // As encode_query and encode_document choose: the named prompt, otherwise the default one.
        var result = new Prompts(
            prompts.GetValueOrDefault("query", byDefault), document is null ? byDefault : prompts[document], byDefault);
        folder.Note("query prompt", Quote(result.Query), file.Exists ? file.Name : $"no {file.Name}");
        folder.Note("document prompt", Quote(result.Document), file.Exists ? file.Name : $"no {file.Name}");
        return result;
    }

    public string For(EmbeddingRole role) => role switch
    {
        EmbeddingRole.Query => Query,
        EmbeddingRole.Document => Document,
        _ => Default,
    };

    private static string Quote(string prompt) => prompt.Length == 0 ? "none" : $"\"{prompt}\"";
}
