namespace Lodestone;

/// <summary>An error that Lodestone raises on purpose, whichever exception carries it.</summary>
/// <remarks>
/// The message says what was asked, found and accepted, and names no command, switch or route: a program that shows the error says what to
/// do about it from <see cref="Code"/>, in its own words.
/// </remarks>
public interface ILodestoneError
{
    /// <summary>The cause, one of <see cref="ErrorCodes"/>: stable across versions, and equal for equal causes.</summary>
    string Code { get; }

    /// <summary>What was found, in a few words; null when there is nothing to find.</summary>
    string? Found { get; }

    /// <summary>What is accepted instead, in a few words; null when nothing would be.</summary>
    string? Accepted { get; }
}

/// <summary>The base of Lodestone's exceptions, but for those that are the caller's arguments.</summary>
public abstract class LodestoneException : Exception, ILodestoneError
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">The cause, one of <see cref="ErrorCodes"/>.</param>
    /// <param name="message">What was asked, found and accepted.</param>
    /// <param name="inner">The error underneath, when there is one.</param>
    protected LodestoneException(string code, string message, Exception? inner = null)
        : base(message, inner) => Code = code;

    /// <inheritdoc/>
    public string Code { get; }

    /// <inheritdoc/>
    public string? Found { get; init; }

    /// <inheritdoc/>
    public string? Accepted { get; init; }
}

/// <summary>An argument or an option that is not accepted, with its code.</summary>
public sealed class InvalidArgumentException : ArgumentException, ILodestoneError
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">The cause, one of <see cref="ErrorCodes"/>.</param>
    /// <param name="message">What was asked, found and accepted.</param>
    /// <param name="parameter">The parameter or option, as it is called in code.</param>
    /// <param name="inner">The error underneath, when there is one.</param>
    public InvalidArgumentException(string code, string message, string? parameter, Exception? inner = null)
        : base(message, parameter, inner) => (Code, Message) = (code, message);

    /// <summary>What was asked, found and accepted; the parameter is in <see cref="ArgumentException.ParamName"/> alone.</summary>
    public override string Message { get; }

    /// <inheritdoc/>
    public string Code { get; }

    /// <inheritdoc/>
    public string? Found { get; init; }

    /// <inheritdoc/>
    public string? Accepted { get; init; }
}

/// <summary>A number, a time or a choice outside the range that an argument or an option has, with its code.</summary>
public sealed class InvalidRangeException : ArgumentOutOfRangeException, ILodestoneError
{
    /// <summary>Creates the exception with the code <see cref="ErrorCodes.OutOfRange"/>.</summary>
    /// <param name="parameter">The parameter or option, as it is called in code.</param>
    /// <param name="found">The value.</param>
    /// <param name="accepted">The values that are accepted, such as "1 to 1000".</param>
    public InvalidRangeException(string parameter, object? found, string accepted)
        : base(parameter, found, FormattableString.Invariant($"{parameter} is {found}; accepted: {accepted}."))
    {
        Message = FormattableString.Invariant($"{parameter} is {found}; accepted: {accepted}.");
        Found = FormattableString.Invariant($"{found}");
        Accepted = accepted;
    }

    /// <summary>What was found and is accepted; the parameter is in <see cref="ArgumentException.ParamName"/> as well.</summary>
    public override string Message { get; }

    /// <inheritdoc/>
    public string Code => ErrorCodes.OutOfRange;

    /// <inheritdoc/>
    public string Found { get; }

    /// <inheritdoc/>
    public string Accepted { get; }
}
