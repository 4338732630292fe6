namespace Lodestone.Server.Errors;

/// <summary>What is kept from clients and told to the server's operator: where its files are.</summary>
internal static class OperatorWords
{
    /// <summary>The beginning of a sentence that may go on with what the operator has to do.</summary>
    public const string Log = "The server's log says more to its operator";

    /// <summary>Whether a text may say where a file is, as what the system or a runtime says of one may.</summary>
    public static bool MayHavePath(string text) => text.AsSpan().IndexOfAny('/', '\\') >= 0;
}
