namespace Lodestone;

/// <summary>The priority of work when there is more of it than cores.</summary>
public enum WorkPriority
{
    /// <summary>A client waits for the result: runs before all bulk work, in every call of the process.</summary>
    Interactive,

    /// <summary>No client waits, such as when a corpus is embedded: runs when no interactive work is left.</summary>
    Bulk,
}
