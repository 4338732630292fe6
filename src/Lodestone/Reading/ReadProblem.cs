namespace Lodestone;

/// <summary>A file, or a record of one, that could not be read. The rest goes on.</summary>
/// <param name="Path">The file, as documents name it: relative, with forward slashes. Empty when the problem stands for several.</param>
/// <param name="Line">The line on which the record begins, from 1; null when the problem is the file's.</param>
/// <param name="Kind">Why, for a program.</param>
/// <param name="Reason">Why, for a person: what was asked, what was found, what is accepted and what to do.</param>
public sealed record ReadProblem(string Path, long? Line, ReadProblemKind Kind, string Reason)
{
    /// <summary>Place and reason in one line.</summary>
    public override string ToString() =>
        Path.Length == 0 ? Reason
        : Line is { } line ? FormattableString.Invariant($"{Path}:{line}: {Reason}")
        : $"{Path}: {Reason}";
}
