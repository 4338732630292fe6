using System.Globalization;
using System.Numerics.Tensors;
using Lodestone.Encoders.Loading;
using Lodestone.Encoders.Runtime;

namespace Lodestone.Encoders.Embedding;

/// <summary>Runs the graph on each text, pools and normalises its output.</summary>
internal sealed class TextEmbedder
{
    /// <summary>
    /// Texts tokenised ahead of the runs. A window is tokenised while the previous one runs, so the tokens of a long corpus never
    /// accumulate. It runs after the previous one has ended: two concurrent windows would take turns and mix long texts with short ones,
    /// which costs the runtime's allocator more than the cores lose at the seam, where only the shortest runs are left.
    /// </summary>
    private const int Window = 1_024;

    private readonly LoadedEncoder _model;
    private readonly SentenceModules _modules;
    private readonly bool _pooled;
    private readonly int _hidden;

    private TextEmbedder(LoadedEncoder model, SentenceModules modules, bool pooled, int hidden)
    {
        _model = model;
        _modules = modules;
        _pooled = pooled;
        _hidden = hidden;
    }

    public int Dimensions => _pooled ? _hidden : _hidden * _modules.Pooling.Count;

    public bool IsNormalized => _modules.Normalize;

    public static TextEmbedder Create(LoadedEncoder model, SentenceModules modules)
    {
        var signature = model.Graph.Signature;
        var output = signature.Find(OutputKind.SentenceEmbedding) ?? signature.Find(OutputKind.TokenEmbeddings) ??
            throw new ModelLoadException(
                ErrorCodes.ModelKindMismatch,
                $"Model '{model.Name}' in '{model.Folder.FolderPath}' has the output {signature.Describe()}; a bi-encoder has " +
                "sentence_embedding, token_embeddings or last_hidden_state. It may be a cross-encoder: use it to rerank, or name " +
                "another bi-encoder.",
                model.Graph.File, "sentence_embedding, token_embeddings or last_hidden_state", signature.Describe());
        var declared = model.Folder.HiddenSize;
        var width = output.Width > 0 ? output.Width : declared ?? 0;
        if (width <= 0 || (output.Kind == OutputKind.TokenEmbeddings && declared is { } hidden && hidden != width))
        {
            throw new ModelLoadException(
                ErrorCodes.ModelFilesDiffer,
                $"Model '{model.Name}': its graph has the output {signature.Describe()}, and config.json has the hidden_size " +
                $"{declared?.ToString(CultureInfo.InvariantCulture) ?? "nothing"}. The graph belongs to another model; take both " +
                "from one release.",
                model.Graph.File, $"width {declared}", signature.Describe());
        }

        model.Graph.Read(output, width, model.MaxTokens);
        var pooled = output.Kind == OutputKind.SentenceEmbedding;
        model.Folder.Note("output", output.Name, pooled ? "pooled by the graph" : "pooled as above");
        return new TextEmbedder(model, modules, pooled, width);
    }

    /// <summary>Embeds texts in order; <paramref name="tokenize"/> is called for each text, one window ahead.</summary>
    public async Task<IReadOnlyList<TokenUsage>> EmbedAsync(
        int count,
        Func<int, ReadOnlyMemory<int>> tokenize,
        Memory<float> destination,
        EmbedOptions? options,
        WorkPriority priority,
        CancellationToken cancellationToken)
    {
        var usage = new TokenUsage[count];
        var done = 0;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = Task.CompletedTask;
        try
        {
            for (var start = 0; start < count; start += Window)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var window = Tokenize(tokenize, start, usage);
                await running.ConfigureAwait(false);
                running = RunAsync(start, window);
            }

            await running.ConfigureAwait(false);
        }
        catch
        {
            // The destination is the caller's, so writes to it end before this method returns.
            await stop.CancelAsync().ConfigureAwait(false);
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }

        return usage;

        Task RunAsync(int start, ReadOnlyMemory<int>[] window)
        {
            var order = LongestFirst.Order(window.Length, i => usage[start + i].Tokens);
            // A window of a long call is no short call.
            var job = new RunJob(order, Run, null, stop.Token) { CallRuns = count, Ticket = options?.Ticket };
            return _model.Graph.RunAsync(job, priority);

            void Run(int item, int worker)
            {
                var index = start + item;
                Embed(worker, Keep(window[item].Span), index, destination.Span.Slice(index * Dimensions, Dimensions));
                options?.TokensRead?.Report(usage[index].Tokens);
                options?.Progress?.Report(Interlocked.Increment(ref done));
            }
        }
    }

    private ReadOnlyMemory<int>[] Tokenize(Func<int, ReadOnlyMemory<int>> tokenize, int start, TokenUsage[] usage)
    {
        var window = new ReadOnlyMemory<int>[Math.Min(Window, usage.Length - start)];
        var special = _model.Tokenizer.Template.SingleSpecialTokens;
        for (var i = 0; i < window.Length; i++)
        {
            window[i] = tokenize(start + i);
            var dropped = Math.Max(0, window[i].Length + special - _model.MaxTokens);
            usage[start + i] = new TokenUsage(window[i].Length + special - dropped, dropped);
        }

        return window;
    }

    private ReadOnlySpan<int> Keep(ReadOnlySpan<int> tokens)
    {
        var room = _model.MaxTokens - _model.Tokenizer.Template.SingleSpecialTokens;
        return tokens[_model.Tokenizer.Keep(tokens.Length, room)];
    }

    private void Embed(int worker, ReadOnlySpan<int> tokens, int index, Span<float> vector)
    {
        var buffers = _model.Graph.BuffersOf(worker);
        var output = buffers.Run(_model.Graph, _model.Tokenizer.Template.WriteSingle(tokens, buffers.Ids, buffers.TypeIds));
        if (_pooled)
            output.CopyTo(vector);
        else
        {
            for (var i = 0; i < _modules.Pooling.Count; i++)
                Pooling.Pool(output, _hidden, _modules.Pooling[i], vector.Slice(i * _hidden, _hidden));
        }

        if (_modules.Normalize)
            Pooling.Normalize(vector);
        // A sum of magnitudes is finite only if every number is.
        var check = TensorPrimitives.SumOfMagnitudes<float>(vector);
        if (!float.IsFinite(check))
            throw new ModelOutputException(_model.Name, index, check);
    }
}
