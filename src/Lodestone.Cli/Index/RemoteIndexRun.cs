using System.Runtime.CompilerServices;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;
using Lodestone.Cli.Progress;
using Lodestone.Cli.Shared;
using Lodestone.Contracts;
using Lodestone.Contracts.Client;
using Lodestone.Ingestion;

namespace Lodestone.Cli.Index;

/// <summary>Reads files on this machine, and writes their documents to a collection of a server.</summary>
internal sealed class RemoteIndexRun(Terminal terminal, IndexRequest request, RemoteCollection remote)
{
    // The place in the reading of each document that was sent, and of each problem. Without texts: a corpus may be larger than memory.
    private readonly List<(int Order, string Path, long? Line)> _sent = [];
    private readonly List<(int Order, ReadProblemResponse Problem)> _problems = [];
    private readonly List<ReadNoteResponse> _notes = [];
    private readonly WorkProgress _progress = new(null);
    private int _read;

    public async Task<IndexOutcome> RunAsync(CancellationToken cancellationToken)
    {
        await EnsureCollectionAsync(cancellationToken);
        var report = await UploadAsync(cancellationToken);
        var stats = await remote.Client.GetCollectionAsync(remote.Name, cancellationToken);
        return new IndexOutcome
        {
            Collection = remote.Name,
            BiEncoder = stats.BiEncoder ?? "",
            Documents = stats.Documents,
            Notices = stats.Notices,
            Report = report,
        };
    }

    private async Task EnsureCollectionAsync(CancellationToken cancellationToken)
    {
        try
        {
            await remote.Client.GetCollectionAsync(remote.Name, cancellationToken);
        }
        catch (LodestoneClientException none) when (none.Code == ErrorCodes.CollectionNotFound)
        {
            await remote.Client.CreateCollectionAsync(remote.Name, cancellationToken: cancellationToken);
        }
    }

    private async Task<IndexingResponse> UploadAsync(CancellationToken cancellationToken)
    {
        var source = DocumentSource.ReadAsync(request.Paths, request.Reading, cancellationToken);
        var work = remote.Client.UploadAsync(remote.Name, DocumentsAsync(source, cancellationToken), cancellationToken: cancellationToken);
        try
        {
            return Joined(await ProgressDisplay.ShowAsync(terminal, "indexing", "documents", _progress, work));
        }
        catch (OperationCanceledException stopped)
        {
            throw new StoppedException(
                $"the documents that the server has written are kept in '{remote.Name}', and the same command goes on from there.",
                stopped);
        }
        catch (LodestoneClientException failure) when (failure.WrittenDocuments is { } written)
        {
            terminal.Tell($"Kept in '{remote.Name}': {NumberFormat.Count(written, "document")} of this run.");
            throw;
        }
    }

    private async IAsyncEnumerable<Document> DocumentsAsync(
        IAsyncEnumerable<ReadItem> source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in source.WithCancellation(cancellationToken))
        {
            var order = _read++;
            _notes.AddRange(item.Notes.Select(
                n => new ReadNoteResponse { Path = item.Path, Line = item.Line, Kind = n.Kind, Message = n.Message }));
            if (item.Problem is { } problem)
            {
                var told = ErrorAdvice.Of(problem);
                _problems.Add((order, new ReadProblemResponse
                {
                    Path = told.Path, Line = told.Line, Kind = told.Kind, Reason = told.Reason,
                }));
            }

            if (item.Document is not { } document)
                continue;
            _sent.Add((order, item.Path, item.Line));
            yield return document;
            _progress.Set(_sent.Count, item.BytesRead, item.TotalBytes);
        }
    }

    // The server names documents by their numbers in the upload; the user knows their files and lines.
    private IndexingResponse Joined(IndexingResponse report)
    {
        foreach (var problem in report.Problems)
        {
            if (problem.Line is { } number && number >= 1 && number <= _sent.Count)
            {
                var (order, path, line) = _sent[(int)number - 1];
                _problems.Add((order, problem with { Path = path, Line = line }));
            }
            else
            {
                _problems.Add((_read, problem));
            }
        }

        return report with
        {
            Problems = [.. _problems.OrderBy(p => p.Order).Select(p => p.Problem)],
            Notes = [.. _notes, .. report.Notes],
        };
    }
}
