using System.Globalization;
using System.Text;

namespace Lodestone.CrashDriver;

/// <summary>What was begun and what was acknowledged, outside the collection; each line is on the disk before the next step.</summary>
public sealed class OperationLog : IDisposable
{
    private const string Begun = "begin ";
    private const string Part = "part ";
    private const string Ended = "end";
    private readonly FileStream _file;

    public OperationLog(string path) => _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);

    public void Begin(Operation operation) => Write(Begun + operation);

    /// <summary>So many documents of the operation under way are acknowledged.</summary>
    public void Acknowledge(int documents) => Write(Part + documents.ToString(CultureInfo.InvariantCulture));

    public void End() => Write(Ended);

    /// <summary>What a collection may hold after the process that wrote a log was killed.</summary>
    /// <param name="path">The log.</param>
    /// <param name="before">What it held before.</param>
    /// <returns>
    /// The states that are right: one, or several when an operation was begun and not acknowledged; and the number of acknowledged
    /// operations.
    /// </returns>
    public static (IReadOnlyList<Dictionary<string, int>> States, int Acknowledged, Operation? Unfinished) Replay(
        string path, IReadOnlyDictionary<string, int> before)
    {
        var state = new Dictionary<string, int>(before, StringComparer.Ordinal);
        var (acknowledged, documents) = (0, 0);
        Operation? open = null;
        foreach (var line in WholeLines(path))
        {
            if (line.StartsWith(Begun, StringComparison.Ordinal))
            {
                (open, documents) = (Operation.Parse(line[Begun.Length..]), 0);
            }
            else if (line.StartsWith(Part, StringComparison.Ordinal))
            {
                documents = int.Parse(line.AsSpan(Part.Length), CultureInfo.InvariantCulture);
            }
            else
            {
                state = open!.Apply(state);
                open = null;
                acknowledged++;
            }
        }

        return open is null ? ([state], acknowledged, null) : (Possible(open, state, documents), acknowledged, open);
    }

    public void Dispose() => _file.Dispose();

    // An indexing run commits batch by batch, and the one after the last acknowledged may be in.
    private static List<Dictionary<string, int>> Possible(Operation open, Dictionary<string, int> state, int documents)
    {
        if (open.Kind != Operation.Index)
            return [state, open.Apply(state)];
        return [open.Apply(state, documents), open.Apply(state, BatchEnds(open).First(end => end > documents || end == open.Arguments.Count))];
    }

    /// <summary>The numbers of documents after which a collection commits while it indexes.</summary>
    /// <remarks>A batch ends by documents, or by characters, of which each may have twice as many as the one before.</remarks>
    public static IEnumerable<int> BatchEnds(Operation open)
    {
        const int BatchDocuments = 1_000;
        const int BatchCharacters = 262_144;
        var (documents, all, characters, most) = (0, 0, 0, 16_384);
        foreach (var (id, version) in open.Written)
        {
            (all, documents, characters) = (all + 1, documents + 1, characters + Workload.Document(id, version).Text.Length);
            if (documents < BatchDocuments && characters < most)
                continue;
            yield return all;
            (documents, characters, most) = (0, 0, Math.Min(2 * most, BatchCharacters));
        }

        yield return all;
    }

    private static string[] WholeLines(string path)
    {
        if (!File.Exists(path))
            return [];
        var text = File.ReadAllText(path);
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private void Write(string line)
    {
        _file.Write(Encoding.UTF8.GetBytes(line + "\n"));
        _file.Flush(flushToDisk: true);
    }
}
