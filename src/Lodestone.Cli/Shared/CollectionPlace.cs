using System.CommandLine;
using Lodestone.Cli.Exits;

namespace Lodestone.Cli.Shared;

/// <summary>The collection of a command that asks for nothing else: an argument, or <c>--collection</c>.</summary>
internal sealed class CollectionPlace
{
    public Argument<string?> Argument { get; } = new("DIR")
    {
        Description = "The collection's folder, as --collection names it too; with --server, its name.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public Option<string> Option { get; } = CommandInputs.Collection();

    /// <summary>The folder that was named, or the default.</summary>
    /// <exception cref="UsageException">The argument and the option name different folders.</exception>
    public string Of(ParseResult parsed)
    {
        var option = parsed.GetValue(Option)!;
        if (parsed.GetValue(Argument) is not { } argument)
            return option;
        if (parsed.GetResult(Option) is { Implicit: false } && option != argument)
            throw new UsageException($"The collection is '{argument}' and, by --collection, '{option}'. Name one.");
        return argument;
    }
}
