// The README's example: one query, a few passages, both encoders.
using Lodestone;
using Lodestone.Encoders;

using var biEncoder = BiEncoder.Load();       // bge-small-en-v1.5; or a name, or the path of any Hugging Face folder
using var crossEncoder = CrossEncoder.Load(); // ms-marco-minilm-l12-v2

string[] passages =
[
    "Our pricing has free, pro and enterprise plans, billed monthly.",
    "API access is available on every plan, including the free tier.",
    "Free plan workspaces are limited to five members.",
];

// Vectors: the corpus is embedded once; each query then costs one run.
var corpus = await biEncoder.EmbedAsync(passages, EmbeddingRole.Document);
var query = await biEncoder.EmbedAsync("Does the free plan include API access?", EmbeddingRole.Query);
for (var i = 0; i < passages.Length; i++)
    Console.WriteLine(FormattableString.Invariant($"{BiEncoder.Similarity(query.Span, corpus[i].Span):F3}  {passages[i]}"));

// Scores: the model reads query and passage together, one run per pair.
var reranking = await crossEncoder.RerankAsync("Does the free plan include API access?", passages);
foreach (var passage in reranking.Passages)
    Console.WriteLine(FormattableString.Invariant($"{passage.Logit,7:F3}  {passage.Probability:F4}  {passages[passage.Index]}"));

// Both, side by side.
var comparison = await new EncoderComparer(biEncoder, crossEncoder).CompareAsync("Does the free plan include API access?", passages);
foreach (var passage in comparison.Passages)
    Console.WriteLine($"{passage.BiEncoder.Rank} -> {passage.CrossEncoder.Rank}  {passage.Text}");
