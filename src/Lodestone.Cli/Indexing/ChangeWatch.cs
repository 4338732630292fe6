namespace Lodestone.Cli;

/// <summary>Passes on how far a change of the bi-encoder has come.</summary>
internal sealed class ChangeWatch(WorkProgress progress) : IProgress<SpaceChangeProgress>
{
    public void Report(SpaceChangeProgress value) => progress.Set(value.Documents, value.Documents, value.TotalDocuments);
}
