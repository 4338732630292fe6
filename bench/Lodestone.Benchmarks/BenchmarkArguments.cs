using System.Globalization;

namespace Lodestone.Benchmarks;

/// <summary>The options of the command line.</summary>
internal sealed record BenchmarkArguments
{
    public static readonly IReadOnlyList<string> AllNames =
        ["rerank", "embed", "tokenize", "startup", "memory", "vectors", "growth", "extraction", "indexing", "quality", "concurrency",
        "http", "load", "browser"];

    /// <summary>The benchmarks to run, in the order of the command line.</summary>
    public IReadOnlyList<string> Names { get; init; } = AllNames;

    /// <summary>Whether to run fewer items and rounds, to test the benchmarks. The figures are then not measurements.</summary>
    public bool Quick { get; init; }

    /// <summary>The number of rounds; null for each benchmark's own number.</summary>
    public int? Rounds { get; init; }

    /// <summary>The folder to write to instead of bench/results (or artifacts/bench-quick).</summary>
    public string? Output { get; init; }

    /// <summary>The numbers of passages in the growth benchmark's collections; null for its own sizes.</summary>
    public IReadOnlyList<int>? Sizes { get; init; }

    /// <summary>The number of queries, or of queries per collection; null for the benchmark's own number.</summary>
    public int? Queries { get; init; }

    /// <summary>Whether to run every judged query of every collection.</summary>
    public bool All { get; init; }

    /// <summary>The number of documents to index; null for all.</summary>
    public int? Documents { get; init; }

    /// <summary>Parses the command line.</summary>
    /// <exception cref="ArgumentException">A name or option is unknown, or an option has no value.</exception>
    public static BenchmarkArguments Parse(IReadOnlyList<string> args)
    {
        var parsed = new BenchmarkArguments();
        var names = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            switch (args[i])
            {
                case "--quick":
                    parsed = parsed with { Quick = true };
                    break;
                case "--rounds":
                    parsed = parsed with { Rounds = Number(args, ++i) };
                    break;
                case "--output":
                    parsed = parsed with { Output = Value(args, ++i) };
                    break;
                case "--sizes":
                    i++;
                    parsed = parsed with { Sizes = [.. Value(args, i).Split(',').Select(size => Number(args[i - 1], size))] };
                    break;
                case "--queries":
                    parsed = parsed with { Queries = Number(args, ++i) };
                    break;
                case "--all":
                    parsed = parsed with { All = true };
                    break;
                case "--documents":
                    parsed = parsed with { Documents = Number(args, ++i) };
                    break;
                case var name when AllNames.Contains(name):
                    names.Add(name);
                    break;
                default:
                    throw new ArgumentException(
                        $"There is no benchmark or option '{args[i]}'. " +
                        $"Use: bench/run [{string.Join("|", AllNames)} ...] [--quick] [--rounds N] [--output FOLDER] " +
                        "[--sizes N,N,...] [--documents N] [--queries N | --all]");
            }
        }

        return names.Count == 0 ? parsed : parsed with { Names = names };
    }

    private static string Value(IReadOnlyList<string> args, int i) =>
        i < args.Count ? args[i] : throw new ArgumentException($"'{args[i - 1]}' needs a value.");

    private static int Number(IReadOnlyList<string> args, int i) => Number(args[i - 1], Value(args, i));

    private static int Number(string option, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new ArgumentException($"'{option}' needs a number of at least 1, not '{value}'.");
}
