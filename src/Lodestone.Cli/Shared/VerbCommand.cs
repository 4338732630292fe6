using System.CommandLine;

namespace Lodestone.Cli.Shared;

/// <summary>A command whose help ends with examples.</summary>
internal sealed class VerbCommand(string name, string description, string examples) : Command(name, description)
{
    /// <summary>Command lines as examples, and notes about them.</summary>
    public string Examples => examples;
}
