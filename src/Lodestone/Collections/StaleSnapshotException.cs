namespace Lodestone;

/// <summary>An index shows a later state than the snapshot it was to serve: its writer has saved since. Take another snapshot.</summary>
internal sealed class StaleSnapshotException : Exception
{
    public StaleSnapshotException()
        : base("The indexes were saved after the snapshot was taken. Take another one.")
    {
    }
}
