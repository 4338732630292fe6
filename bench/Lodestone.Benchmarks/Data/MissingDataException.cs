namespace Lodestone.Benchmarks;

/// <summary>The exception for a benchmark that cannot run, because this machine lacks something it needs.</summary>
internal sealed class MissingDataException : Exception
{
    public MissingDataException()
    {
    }

    public MissingDataException(string message)
        : base(message)
    {
    }

    public MissingDataException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
