namespace Lodestone;

/// <summary>A stream that is to be imported is no export of a collection, or one that the collection cannot take.</summary>
/// <remarks>
/// The code is the cause: <see cref="ErrorCodes.ExportMalformed"/>, <see cref="ErrorCodes.ExportVersionUnknown"/> or
/// <see cref="ErrorCodes.ExportModelDiffers"/>. Nothing was imported.
/// </remarks>
public sealed class ExportException : LodestoneException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">The cause, one of <see cref="ErrorCodes"/>.</param>
    /// <param name="message">What was asked, found and accepted.</param>
    /// <param name="inner">The error underneath, when there is one.</param>
    public ExportException(string code, string message, Exception? inner = null)
        : base(code, message, inner)
    {
    }
}
