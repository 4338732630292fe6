using Lodestone.Cli.Index;
using Lodestone.Cli.Maintenance;
using Lodestone.Cli.Output;
using Lodestone.Indexing;
using Lodestone.Server;

namespace Lodestone.Cli.Tests.Screens;

public sealed class CollectionScreenTests
{
    private static readonly VectorIndexHealth Health = new()
    {
        Count = 100_000,
        Removed = 12,
        Free = 0,
        DegreeHistogram = [],
        LevelHistogram = [],
        ReachableShare = .99998,
        SampledRecall = .9876,
        Sample = 100,
        MemoryBytes = 61_000_000,
    };

    [Fact]
    public void Stats_Piped_IsPlainText() => Golden.Equal("stats.txt", Screen.Piped(screen => StatsScreen.Show(
        screen,
        "kept",
        new CollectionStats
        {
            Documents = 90_000,
            Passages = 100_000,
            Sequence = 91,
            BiEncoder = "bge-small-en-v1.5",
            BiEncoderChecksum = "61ec58347d4d0123456789",
            Dimensions = 384,
            CrossEncoder = "cross",
            Fields = new Dictionary<string, IReadOnlyList<MetadataKind>>
            {
                ["year"] = [MetadataKind.Number, MetadataKind.Text],
                ["tags"] = [MetadataKind.TextList],
            },
            StoreBytes = 400_000_000,
            IndexBytes = 210_000_000,
            VectorIndex = Health,
            HasGraph = true,
        }.ToResponse(["The keyword index was rebuilt."]))));

    [Fact]
    public void Doctor_Problems_AreListedWithWhatToDo() => Golden.Equal("doctor.txt", Screen.Piped(screen =>
    {
        var report = new CheckReport(["2 of 9 passages are not in the vector index."], [], 5, Health);
        DoctorCommand.Show(screen, "kept", report, report.Problems, repaired: false);
        screen.Gap();
        DoctorCommand.Show(screen, "kept", report with { Problems = [], Notices = ["Built anew."] }, [], repaired: true);
    }));

    [Fact]
    public void Index_Report_IsBounded() => Golden.Equal("index.txt", Screen.Piped(screen => IndexingScreen.Show(screen, new IndexOutcome
    {
        Collection = "kept",
        BiEncoder = "bge-small-en-v1.5",
        Documents = 1234,
        Notices = [],
        FormerBiEncoder = "all-minilm-l6-v2",
        Reembedding = new ReembeddingReport
        {
            BiEncoder = "bge-small-en-v1.5",
            FormerBiEncoder = "all-minilm-l6-v2",
            AlreadyCurrent = false,
            Documents = 1000,
            Resumed = 200,
            Passages = 1400,
            Embedded = 1200,
            TokensDropped = 0,
            Sequence = 2,
            Elapsed = TimeSpan.FromSeconds(20),
        },
        Report = new IndexingReport
        {
            Added = 1200,
            Replaced = 30,
            Unchanged = 4,
            Superseded = 1,
            Passages = 1500,
            Embedded = 1499,
            TokensDropped = 17,
            WithoutWords = ["empty-1"],
            Problems = [.. Enumerable.Range(1, 12).Select(i => new ReadProblem("a.jsonl", i, ReadProblemKind.Malformed, "It is no JSON."))],
            Noted = [new ReadItem { Path = "b.txt", Notes = [new ReadNote(ReadNoteKind.Encoding, "It is windows-1252.")] }],
            Sequence = 3,
            Elapsed = TimeSpan.FromSeconds(25),
        }.ToResponse(),
    })));
}
