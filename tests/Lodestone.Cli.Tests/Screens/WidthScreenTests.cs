using Lodestone.Cli.Compare;
using Lodestone.Cli.Input;
using Lodestone.Cli.Models;
using Lodestone.Cli.Rerank;
using Lodestone.Cli.Search;
using Lodestone.Contracts;
using Lodestone.Encoders;
using Spectre.Console;

namespace Lodestone.Cli.Tests.Screens;

/// <summary>Screens of fixed results as they were agreed on, on every usual width.</summary>
public sealed class WidthScreenTests
{
    private static readonly Dictionary<string, Action<IAnsiConsole>> Shown = new()
    {
        ["compare"] = screen => ComparisonScreen.Show(screen, Scenario.Moving, ComparisonScreenTests.Compared(Scenario.Moving)),
        ["models-list"] = screen => ListModelsCommand.Show(screen, "/models",
        [
            Model("all-minilm-l6-v2", ModelKind.BiEncoder, 384, 256, 24_000_000),
            Model("bge-small-en-v1.5", ModelKind.BiEncoder, 384, 512, 35_100_000),
            Model("ms-marco-minilm-l6-distilled", ModelKind.CrossEncoder, 1, 512, 24_800_000),
        ]),
        ["models-show"] = screen => ShowModelCommand.Show(screen, Model("bi", ModelKind.BiEncoder, 384, 512, 1_000) with
        {
            Decisions =
            [
                new ModelDecision("graph", "onnx/model_int8.onnx", "int8 graph, preferred everywhere"),
                new ModelDecision("max tokens", "512", "sentence_bert_config.json's max_seq_length"),
                new ModelDecision(
                    "query prompt", "\"Represent this sentence for searching relevant passages: \"", "config_sentence_transformers.json"),
            ],
        }),
        ["rerank"] = screen => RerankingScreen.Show(
            screen, "how do I pay", "cross",
            [new InputText("Offices close at six, on Fridays at four, and on the days before holidays at noon."), new InputText("We take cards.", "cards")],
            new RerankResult(
            [
                new RerankScore { Index = 1, State = PassageState.Scored, Logit = 8.25f, Probability = 0.99974, Windows = 1 },
                new RerankScore { Index = 0, State = PassageState.Scored, Logit = -11f, Probability = 0.00002, Windows = 1 },
            ]) { Elapsed = TimeSpan.FromMilliseconds(30.04) }),
        ["facets"] = screen => FacetsCommand.Show(screen, new FacetsResponse
        {
            Facets =
            [
                new FacetResponse
                {
                    Field = "product", DistinctValues = 5, Documents = 1_300,
                    Values =
                    [
                        new() { Value = MetadataValue.Of("Fernhill for teams of more than five people, with a contract of its own and a name for it"), Documents = 1_200 },
                        new() { Value = MetadataValue.Of(""), Documents = 40 },
                        new() { Value = MetadataValue.Of("\u001b[31mred\u202E"), Documents = 1 },
                    ],
                },
            ],
            UnknownFields = ["colour"],
        }),
    };

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (var name in Shown.Keys)
            {
                foreach (var width in (int[])[60, 80, 100, 120])
                    cases.Add(name, width);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Show_Width_IsAsAgreed(string name, int width) => Golden.Equal($"{name}-{width}.txt", Screen.Piped(Shown[name], width));

    private static ModelDescription Model(string name, ModelKind kind, int gives, int reads, long bytes) =>
        new(name, "/models/" + name, kind, "bert", gives, reads, bytes, []);
}
