using Lodestone.TestSupport;

// The reader of these tests passes the test's token on, which the analyzer cannot see.
#pragma warning disable xUnit1069

namespace Lodestone.Ingestion.Tests;

/// <summary>A damaged file is read or is a problem of itself: seeded changes of bytes, and of the parts inside archives.</summary>
public sealed class MutationTests
{
    private const int Hang = 300_000;
    private const int Mutants = 60;

    public static TheoryData<string> Extensions => [.. SampleFiles.Extensions];

    [Theory(Timeout = Hang)]
    [MemberData(nameof(Extensions))]
    public async Task ReadAsync_Mutant_IsReadOrItsOwnProblem(string extension)
    {
        using var files = new TemporaryFiles();
        var (random, read) = (new Random(extension.Length * 7919), 0);
        for (var i = 0; i < Mutants; i++)
        {
            files.Add("m" + extension, SampleFiles.Damaged(extension, random, inside: i % 2 == 0, maxRepeats: 50));
            files.Add("z.txt", "words");
            var items = await files.ReadAsync();
            Assert.Equal("words", Assert.Single(items, item => item.Path == "z.txt").Document!.Text);
            Assert.All(items.Select(item => item.Document).OfType<Document>(), d => Assert.Null(d.FindProblem()));
            Assert.All(items.Select(item => item.Problem).OfType<ReadProblem>(), p => Assert.Equal("m" + extension, p.Path));
            read += items.Any(item => item.Document is not null && item.Path != "z.txt") ? 1 : 0;
        }

        // Else the mutants never came as far as the text.
        Assert.InRange(read, 1, Mutants);
    }
}
