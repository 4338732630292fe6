using Lodestone.Chunking;
using Lodestone.Encoders;
using Lodestone.TestSupport;

namespace Lodestone.Core.Tests.Chunking;

/// <summary>Tokenizers of each kind, without the graphs they belong to.</summary>
internal static class PassageTokenizers
{
    private static readonly string Root = Repository.Root;

    private static readonly Dictionary<string, Lazy<InputTokenizer>> All = new()
    {
        ["WordPiece"] = new(() => Load(Path.Combine(Root, "models", "bge-small-en-v1.5"), "", 512)),
        ["Unigram with a prompt"] = new(() => Load(Path.Combine(Root, "fixtures", "tiny-models", "xlmr-mean-e5"), "passage: ", 512)),
        ["byte-level BPE"] = new(() => Load(Path.Combine(Root, "fixtures", "tiny-models", "roberta-reranker"), "", 512)),
    };

    public static IEnumerable<string> Names => All.Keys;

    public static InputTokenizer WordPiece => All["WordPiece"].Value;

    public static InputTokenizer Get(string name) => All[name].Value;

    private static InputTokenizer Load(string folder, string prompt, int maxTokens)
    {
        var tokenizer = Tokenizer.Load(folder);
        return new InputTokenizer(tokenizer, text => tokenizer.Encode(prompt + text).Ids, maxTokens);
    }
}
