namespace Lodestone.CrashDriver;

/// <summary>Changes a collection at random until it is killed, and logs what was acknowledged.</summary>
internal sealed class Writer(
    string folder, string log, Dictionary<string, int> state, int seed, int exactUpTo, string? model, string otherModel)
{
    private const int Ids = 400;
    private const int IndexedIds = 1_500;
    private readonly Random _random = new(seed);
    private int _version = state.Values.DefaultIfEmpty().Max();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var operations = new OperationLog(log);
        var options = new CollectionOptions { BiEncoder = model, ExactUpTo = exactUpTo };
        await using var collection = await Collection.OpenAsync(folder, options, cancellationToken);
        var ready = false;
        var searching = Task.Run(() => SearchAsync(collection, cancellationToken), cancellationToken);
        var changing = Task.CompletedTask;
        while (!cancellationToken.IsCancellationRequested)
        {
            if (searching.IsFaulted)
                await searching;
            // Documents are written while another model embeds them anew.
            if (model is null && changing.IsCompleted && _random.Next(12) == 0)
            {
                await changing;
                changing = ChangeModelAsync(collection, cancellationToken);
            }

            var operation = Next();
            operations.Begin(operation);
            await DoAsync(collection, operation, operations, cancellationToken);
            operations.End();
            if (!ready)
                Console.WriteLine("ready");
            ready = true;
        }
    }

    private Operation Next()
    {
        _version++;
        return _random.Next(100) switch
        {
            < 55 => new Operation(Operation.Upsert, [.. Some(_random.Next(1, 40)).Select(id => Operation.Versioned(id, _version))]),
            < 75 => new Operation(Operation.Delete, [.. Some(_random.Next(1, 30))]),
            < 80 => new Operation(Operation.DeleteGroup, [Workload.Group(Some(1)[0])]),
            < 92 => new Operation(Operation.Save, []),
            _ => new Operation(
                Operation.Index,
                [.. Enumerable.Range(0, _random.Next(1, IndexedIds)).Select(i => Operation.Versioned($"b{i}", _version))]),
        };
    }

    private string[] Some(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => $"d{_random.Next(Ids)}").Distinct(StringComparer.Ordinal)];

    private static async Task DoAsync(
        Collection collection, Operation operation, OperationLog log, CancellationToken cancellationToken)
    {
        switch (operation.Kind)
        {
            case Operation.Upsert:
                await collection.UpsertAsync([.. operation.Written.Select(w => Workload.Document(w.Id, w.Version))], cancellationToken: cancellationToken);
                break;
            case Operation.Delete:
                await collection.DeleteAsync(operation.Arguments, cancellationToken);
                break;
            case Operation.DeleteGroup:
                // Before the first document there is no field to ask for.
                if (await collection.CountAsync(cancellationToken: cancellationToken) > 0)
                    await collection.DeleteAsync(Filter.Parse($"group = \"{operation.Arguments[0]}\""), cancellationToken);
                break;
            case Operation.Save:
                await collection.SaveAsync(cancellationToken);
                break;
            default:
                await collection.IndexAsync(SourceAsync(operation), null, new Acknowledged(log), cancellationToken);
                break;
        }
    }

    private async Task ChangeModelAsync(Collection collection, CancellationToken cancellationToken)
    {
        var current = (await collection.StatsAsync(cancellationToken)).BiEncoder!;
        var models = otherModel.Split(Path.PathSeparator);
        await collection.ChangeBiEncoderAsync(current == models[0] ? models[1] : models[0], cancellationToken: cancellationToken);
    }

    private static async Task SearchAsync(Collection collection, CancellationToken cancellationToken)
    {
        var options = new SearchOptions { Rerank = SearchRerankOptions.Off };
        // A load beside the writer's, not in its place.
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var result = await collection.SearchAsync(Workload.CommonWord, options, cancellationToken);
            if (result.Trace.Degraded)
                throw new InvalidOperationException(string.Join('\n', result.Trace.Stages.Select(s => s.Failure)));
        }
    }

    private static async IAsyncEnumerable<ReadItem> SourceAsync(Operation operation)
    {
        foreach (var (id, version) in operation.Written)
            yield return new ReadItem { Path = "memory", Document = Workload.Document(id, version) };
        await Task.CompletedTask;
    }

    private sealed class Acknowledged(OperationLog log) : IProgress<IndexingProgress>
    {
        private readonly Lock _gate = new();
        private int _told;

        public void Report(IndexingProgress value)
        {
            lock (_gate)
            {
                if (value.Documents <= _told)
                    return;
                _told = value.Documents;
                log.Acknowledge(_told);
            }
        }
    }
}
