using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;
using Lodestone.Evaluation;

namespace Lodestone.Cli.Eval;

/// <summary>A TREC run that was written.</summary>
/// <param name="Stage">The stage of the rankings.</param>
/// <param name="Path">The file.</param>
/// <param name="Lowered">The number of scores that were lowered so that ranking by score has the same order.</param>
internal sealed record RunFile(string Stage, string Path, int Lowered)
{
    /// <summary>Writes the final rankings to a file, and every other stage's beside it.</summary>
    public static async Task<IReadOnlyList<RunFile>> WriteAsync(
        string path, IReadOnlyList<StageEvaluation> stages, CancellationToken cancellationToken)
    {
        var written = new List<RunFile>();
        foreach (var stage in stages)
        {
            var name = stage.Stage == EvaluatedStages.Final
                ? path
                : System.IO.Path.ChangeExtension(path, stage.Stage + System.IO.Path.GetExtension(path));
            await using var file = FileInProgress.Create(name);
            await using (var writer = new StreamWriter(file.Stream, leaveOpen: true) { NewLine = "\n" })
                written.Add(new RunFile(stage.Stage, name, Write(stage.Run, writer, name)));
            await file.CompleteAsync(cancellationToken);
        }

        return written;
    }

    private static int Write(Run run, StreamWriter writer, string path)
    {
        try
        {
            return run.WriteTrec(writer);
        }
        catch (InvalidOperationException unfit)
        {
            throw new UsageException($"'{path}' cannot be written as a TREC run: {unfit.Message}", unfit);
        }
    }
}
