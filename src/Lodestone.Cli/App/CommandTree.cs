using System.CommandLine;
using System.CommandLine.Help;
using Lodestone.Cli.Compare;
using Lodestone.Cli.Completion;
using Lodestone.Cli.Config;
using Lodestone.Cli.Embed;
using Lodestone.Cli.Eval;
using Lodestone.Cli.Index;
using Lodestone.Cli.Keys;
using Lodestone.Cli.Maintenance;
using Lodestone.Cli.Models;
using Lodestone.Cli.Output;
using Lodestone.Cli.Rerank;
using Lodestone.Cli.Search;
using Lodestone.Cli.Serve;

namespace Lodestone.Cli.App;

/// <summary>All commands.</summary>
internal static class CommandTree
{
    private const string Description =
        "Two-stage semantic search: a bi-encoder finds passages, a cross-encoder reranks the best of them. " +
        "Models run on this machine; no data is sent to another, unless --server names a server.";

    /// <param name="terminal">The terminal.</param>
    /// <param name="configFile">The option that names a file of settings.</param>
    public static RootCommand Create(Terminal terminal, Option<string?> configFile)
    {
        var root = new RootCommand(Description)
        {
            IndexCommand.Create(terminal),
            SearchCommand.Create(terminal),
            SimilarCommand.Create(terminal),
            FacetsCommand.Create(terminal),
            GetCommand.Create(terminal),
            DeleteCommand.Create(terminal),
            ListCommand.Create(terminal),
            ExportCommand.Create(terminal),
            ImportCommand.Create(terminal),
            BackupCommand.Create(terminal),
            StatsCommand.Create(terminal),
            DoctorCommand.Create(terminal),
            EvalCommand.Create(terminal),
            CompareCommand.Create(terminal),
            RerankCommand.Create(terminal),
            EmbedCommand.Create(terminal),
            ServeCommand.Create(terminal),
            KeysCommand.Create(terminal),
            ModelsCommand.Create(terminal),
            CompletionCommand.Create(terminal),
        };
        root.Options.Add(configFile);
        root.Subcommands.Add(ConfigCommand.Create(terminal, root, configFile));
        root.HelpName = "lodestone";
        var help = root.Options.OfType<HelpOption>().Single();
        // A text may be "/h"; an option of this program starts with a dash.
        help.Aliases.Remove("/h");
        help.Aliases.Remove("/?");
        var action = new ExampleHelp(terminal, (HelpAction)help.Action!);
        help.Action = action;
        root.SetAction(action.Invoke);
        return root;
    }
}
