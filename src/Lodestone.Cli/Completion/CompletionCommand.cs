using System.CommandLine;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;
using Lodestone.Cli.Shared;

namespace Lodestone.Cli.Completion;

/// <summary><c>lodestone completion</c>: a script for a shell that asks the program itself for completions.</summary>
internal static class CompletionCommand
{
    private const string Examples = """
        source <(lodestone completion bash)                       bash, in ~/.bashrc
        source <(lodestone completion zsh)                        zsh, in ~/.zshrc, after compinit
        lodestone completion fish | source                        fish, in config.fish
        lodestone completion pwsh | Out-String | Invoke-Expression   PowerShell, in $PROFILE
        """;

    public static Command Create(Terminal terminal)
    {
        var shell = new Argument<string>("SHELL") { Description = "The shell." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "pwsh");
        var command = new VerbCommand("completion", "Print a script that completes commands, options and model names.", Examples) { shell };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var script = typeof(CompletionCommand).Assembly.GetManifestResourceStream($"completion.{parsed.GetValue(shell)}")!;
            await script.CopyToAsync(terminal.Output, cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }
}
