namespace Lodestone;

/// <summary>What a batch was planned on has changed meanwhile: the bi-encoder, or a document that was to stay as it is.</summary>
internal sealed class StalePlanException : Exception
{
    public StalePlanException()
        : base("The collection has changed since the batch was planned. Plan it again.")
    {
    }
}
