namespace Lodestone;

/// <summary>No stage of a search could answer.</summary>
public sealed class SearchFailedException : Exception
{
    internal SearchFailedException(string message)
        : base(message)
    {
    }
}
