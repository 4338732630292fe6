namespace Lodestone;

/// <summary>Why a store cannot be used.</summary>
public enum StoreFailure
{
    /// <summary>There is no store where one was to be read.</summary>
    Missing,

    /// <summary>Another process, or another object in this one, is writing to it.</summary>
    InUse,

    /// <summary>The file is not a store of Lodestone's.</summary>
    Foreign,

    /// <summary>The file was written by a version of Lodestone that this one does not know.</summary>
    UnknownVersion,

    /// <summary>The file is damaged: truncated, overwritten, or its parts contradict each other.</summary>
    Damaged,

    /// <summary>There is no room left on the disk.</summary>
    DiskFull,

    /// <summary>The folder or the file may not be written, or not even read.</summary>
    NotPermitted,

    /// <summary>The operating system failed to read or write.</summary>
    InputOutput,
}
