using System.Runtime.CompilerServices;

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

    /// <summary>Refuses a name, a path or an id that is empty or white space.</summary>
    internal static void ThrowIfBlank(string value, [CallerArgumentExpression(nameof(value))] string parameter = "")
    {
        ArgumentNullException.ThrowIfNull(value, parameter);
        if (string.IsNullOrWhiteSpace(value))
        {
            throw new InvalidArgumentException(ErrorCodes.ValueBlank, $"{parameter} is blank; accepted: a text.", parameter)
            {
                Found = "a blank text",
                Accepted = "a text",
            };
        }
    }
}

/// <summary>A number, a time or a choice outside the range that an argument or an option has, with its code.</summary>
public sealed class InvalidRangeException : ArgumentOutOfRangeException, ILodestoneError
{
    /// <summary>Creates the exception with the code <see cref="ErrorCodes.OutOfRange"/>.</summary>
    /// <param name="parameter">The parameter or option, as it is called in code.</param>
    /// <param name="found">The value.</param>
    /// <param name="accepted">The values that are accepted, such as "1 to 1000".</param>
    public InvalidRangeException(string parameter, object? found, string accepted)
        : base(parameter, found, null)
    {
        Found = FormattableString.Invariant($"{found ?? "null"}");
        Message = $"{parameter} is {Found}; accepted: {accepted}.";
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

    /// <summary>Refuses a whole number that is not within bounds, both of which are accepted.</summary>
    internal static void ThrowIfNotWithin(
        long value, long least, long most, [CallerArgumentExpression(nameof(value))] string parameter = "")
    {
        if (value >= least && value <= most)
            return;
        throw new InvalidRangeException(parameter, value, most is int.MaxValue or long.MaxValue
            ? FormattableString.Invariant($"{least} or more")
            : FormattableString.Invariant($"{least} to {most}"));
    }

    /// <summary>Refuses a whole number below a bound.</summary>
    internal static void ThrowIfLess(long value, long least, [CallerArgumentExpression(nameof(value))] string parameter = "") =>
        ThrowIfNotWithin(value, least, long.MaxValue, parameter);
}

/// <summary>A call that the state of its object does not allow, with its code.</summary>
public sealed class InvalidStateException : InvalidOperationException, ILodestoneError
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">The cause, one of <see cref="ErrorCodes"/>.</param>
    /// <param name="message">What was asked, found and accepted.</param>
    public InvalidStateException(string code, string message)
        : base(message) => Code = code;

    /// <inheritdoc/>
    public string Code { get; }

    /// <inheritdoc/>
    public string? Found { get; init; }

    /// <inheritdoc/>
    public string? Accepted { get; init; }
}
