using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.ML.Tokenizers;

namespace Lodestone.Benchmarks;

/// <summary>Microsoft.ML.Tokenizers, with the settings that its BERT tokenizer needs for an uncased model.</summary>
/// <remarks>
/// Version 2.0.1 drops symbols such as '=', '&lt;', '+' and '±' before any lookup, and no option changes that: in abstracts full of 'p &lt;
/// 0.05' many texts have other ids than in the reference.
/// </remarks>
internal sealed class MicrosoftTokenizer : IContestant<TokenizeAnswer>
{
    private readonly BertTokenizer _tokenizer;
    private readonly IReadOnlyList<string> _texts;
    private readonly IReadOnlyList<int>[] _encoded;
    private long _allocated;

    public MicrosoftTokenizer(string modelFolder, IReadOnlyList<string> texts)
    {
        _tokenizer = BertTokenizer.Create(Vocabulary(modelFolder), new BertOptions
        {
            LowerCaseBeforeTokenization = true,
            ApplyBasicTokenization = true,
            IndividuallyTokenizeCjk = true,
            RemoveNonSpacingMarks = true,
        });
        _texts = texts;
        _encoded = new IReadOnlyList<int>[texts.Count];
    }

    public string Key => "microsoft";

    public string Description =>
        $"Microsoft.ML.Tokenizers {Version}, BertTokenizer.EncodeToIds: ids only";

    // The package's version and, after a plus sign, its commit. The assembly's own version is the same for every package.
    private static string? Version =>
        typeof(BertTokenizer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];

    public Task<TimeSpan> RunAsync(int items)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < items; i++)
        {
            _encoded[i] = _tokenizer.EncodeToIds(
                _texts[i], addSpecialTokens: false, considerPreTokenization: true, considerNormalization: true);
        }

        var elapsed = clock.Elapsed;
        _allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return Task.FromResult(elapsed);
    }

    public Task<TokenizeAnswer> AnswerAsync() =>
        Task.FromResult(new TokenizeAnswer([.. _encoded.Select(ids => ids.ToArray())], _allocated));

    /// <summary>Creates the vocab.txt that this library needs from a model's tokenizer.json.</summary>
    private static MemoryStream Vocabulary(string modelFolder)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(modelFolder, "tokenizer.json")));
        var tokens = file.RootElement.GetProperty("model").GetProperty("vocab").EnumerateObject()
            .OrderBy(token => token.Value.GetInt32())
            .Select(token => token.Name);
        return new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', tokens)));
    }
}
