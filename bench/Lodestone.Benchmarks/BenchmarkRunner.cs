namespace Lodestone.Benchmarks;

/// <summary>Runs the selected benchmarks, prints their reports and saves them.</summary>
internal sealed class BenchmarkRunner(BenchmarkArguments arguments, TimeProvider clock)
{
    private readonly RepositoryLayout _repository = RepositoryLayout.Find();

    public async Task<int> RunAsync()
    {
        var context = new BenchmarkContext(_repository, SharedFolder.Locate(_repository), arguments);
        var folder = arguments.Output ?? (arguments.Quick ? _repository.QuickResults : _repository.Results);
        var ran = 0;
        var faults = 0;
        foreach (var name in arguments.Names)
        {
            BenchmarkContext.Progress($"{name}:");
            try
            {
                // Taken first, because a later load average would include the benchmark's own load.
                var machine = Machine.Describe(_repository, clock);
                var report = await Create(name).RunAsync(context);
                var writer = new ReportWriter(report, machine, arguments.Quick);
                Console.WriteLine(writer.Markdown());
                writer.Write(folder);
                ran++;
                faults += report.Faults.Count;
            }
            catch (MissingDataException missing)
            {
                BenchmarkContext.Progress($"{name}: skipped. {missing.Message}");
            }
        }

        return ran == 0 ? ExitCodes.NothingRan : faults > 0 ? ExitCodes.WrongAnswers : ExitCodes.Success;
    }

    private static IBenchmark Create(string name) => name switch
    {
        "rerank" => new RerankBenchmark(),
        "embed" => new EmbedBenchmark(),
        "tokenize" => new TokenizeBenchmark(),
        "startup" => new StartUpBenchmark(),
        "memory" => new MemoryBenchmark(),
        "vectors" => new VectorsBenchmark(),
        "growth" => new GrowthBenchmark(),
        "extraction" => new ExtractionBenchmark(),
        "indexing" => new IndexingBenchmark(),
        "quality" => new QualityBenchmark(),
        "concurrency" => new ConcurrencyBenchmark(),
        "http" => new HttpBenchmark(),
        "load" => new LoadBenchmark(),
        "browser" => new BrowserBenchmark(),
        _ => throw new ArgumentException($"There is no benchmark '{name}'."),
    };
}
