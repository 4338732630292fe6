using Lodestone.TestSupport;

namespace Lodestone.Encoders.Tests.Reranking;

/// <summary>The same cross-encoder as most libraries ship it: dynamic int8, with an attention mask.</summary>
public sealed class StockGraphTests
{
    [Fact]
    public async Task RerankAsync_StockExport_AgreesWithOurGraph()
    {
        var folder = Repository.Shared("peers", "ms-marco-minilm-l12-v2-stock");
        using var stock = CrossEncoder.Load(folder);
        Assert.Contains(stock.Description.Decisions, d =>
            d is { What: "graph" } && d.Value.EndsWith("model_quantized.onnx", StringComparison.Ordinal));
        string[] passages = ["Our pricing has free, pro and enterprise plans, billed monthly.",
            "API access is available on every plan, including the free tier.", "Two litres of water weigh about two kilograms."];
        const string query = "Does the free plan include API access?";
        var theirs = await stock.RerankAsync(query, passages, cancellationToken: TestContext.Current.CancellationToken);
        var ours = await BundledModels.MsMarco.RerankAsync(query, passages, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(ours.Passages.Select(p => p.Index), theirs.Passages.Select(p => p.Index));
        // Two int8 quantisations of one model, each within .53 of its fp32 weights.
        Assert.All(ours.Passages.Zip(theirs.Passages), p => Assert.Equal(p.First.Logit!.Value, p.Second.Logit!.Value, 1.1f));
    }
}
