namespace Lodestone.Server.Errors;

/// <summary>What an argument's exception says to people: the parameter's name means something to a programmer only.</summary>
internal static class ArgumentWords
{
    /// <summary>The message without the parameter that the framework adds to it.</summary>
    public static string Of(ArgumentException failure)
    {
        var at = failure.ParamName is null
            ? -1
            : failure.Message.IndexOf($" (Parameter '{failure.ParamName}')", StringComparison.Ordinal);
        return at < 0 ? failure.Message : failure.Message[..at];
    }
}
