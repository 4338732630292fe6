namespace Lodestone.Benchmarks;

/// <summary>A benchmark can't run, because something it needs is not on this machine.</summary>
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
