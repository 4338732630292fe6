using System.Globalization;
using Lodestone.Encoders.Files;
using Lodestone.Encoders.Runtime;
using Lodestone.Encoders.Tokenizers;

namespace Lodestone.Encoders.Loading;

/// <summary>The parts that both encoders share: folder, tokenizer, graph, and token limit.</summary>
internal sealed class LoadedEncoder : IDisposable
{
    private ModelIdentity? _identity;

    private LoadedEncoder(ModelFolder folder, Tokenizer tokenizer, OnnxSession graph, int maxTokens)
    {
        Folder = folder;
        Tokenizer = tokenizer;
        Graph = graph;
        MaxTokens = maxTokens;
    }

    public ModelFolder Folder { get; }

    public string Name => Folder.Name;

    public Tokenizer Tokenizer { get; }

    public OnnxSession Graph { get; }

    public int MaxTokens { get; }

    /// <summary>Reads the folder, then tokenizer and graph concurrently, since each takes a large part of the start-up time.</summary>
    public static LoadedEncoder Load(string model, string? graphFile, int? maxTokens, ExecutionProvider? provider = null)
    {
        var folder = ModelFolder.Open(model);
        var (file, why) = GraphChoice.Find(folder.FolderPath, graphFile);
        folder.Note("graph", Path.GetRelativePath(folder.FolderPath, file), why);

        var lowercase = folder.SentenceBert.Flag("do_lower_case") ?? false;
        var words = Task.Run(() => TokenizerLoader.Load(folder.FolderPath, lowercase));
        OnnxSession? graph = null;
        try
        {
            graph = OnnxSession.Load(file, provider ?? ExecutionProvider.Cpu);
            var tokenizer = words.GetAwaiter().GetResult();
            folder.Note("tokenizer", Describe(tokenizer), tokenizer.SourceFile);
            TokenizerFit.Validate(folder, tokenizer);
            var limit = TokenLimit.Decide(folder, tokenizer.ModelMaxLength);
            if (maxTokens is { } asked)
                limit = TokenLimit.Lower(folder, limit, asked, tokenizer.Template);
            return new LoadedEncoder(folder, tokenizer, graph, limit);
        }
        catch
        {
            graph?.Dispose();
            throw;
        }
    }

    public ModelDescription Describe(ModelKind kind, int width) =>
        new(Name, Folder.FolderPath, kind, Folder.ModelType, width, MaxTokens, Folder.Bytes(), [.. Folder.Decisions]);

    public async Task<ModelIdentity> IdentifyAsync(CancellationToken cancellationToken) =>
        _identity ??= await ModelIdentityFiles.HashAsync(Folder, Graph.File, Tokenizer.LowercasesFirst, cancellationToken)
            .ConfigureAwait(false);

    /// <summary>Refuses token ids outside the vocabulary, for which the graph would fail with an error of its own.</summary>
    public ReadOnlyMemory<int> Validate(ReadOnlyMemory<int> ids, int index, string parameter)
    {
        var at = ids.Span.IndexOfAnyExceptInRange(0, Tokenizer.VocabularySize - 1);
        return at < 0 ? ids : throw new InvalidArgumentException(
            ErrorCodes.TokenIdUnknown,
            $"Text {index} has the token id {ids.Span[at]}; '{Name}' has 0 to {Tokenizer.VocabularySize - 1}. " +
            "The text was tokenised for another model: tokenise it again with this one.",
            parameter);
    }

    public void Dispose() => Graph.Dispose();

    private static string Describe(Tokenizer tokenizer) =>
        string.Create(CultureInfo.InvariantCulture, $"{tokenizer.Kind}, {tokenizer.VocabularySize} ids");
}
