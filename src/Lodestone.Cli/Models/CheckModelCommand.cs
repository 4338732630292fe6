using System.CommandLine;
using System.Text.Json;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;
using Lodestone.Cli.Shared;
using Spectre.Console;

namespace Lodestone.Cli.Models;

/// <summary><c>lodestone models check</c>.</summary>
internal static class CheckModelCommand
{
    private const string Description =
        "Load a model and check its outputs: with its own lodestone.check.json where it has one, with general checks otherwise. A model " +
        "that fails is refused with exit code 3.";

    private const string Examples = """
        lodestone models check bge-small-en-v1.5
        lodestone models check ./my-reranker --json
        """;

    public static Command Create(Terminal terminal)
    {
        var name = InspectedModel.Argument();
        var json = CommandInputs.Json();
        var command = new VerbCommand("check", Description, Examples) { name, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var model = await InspectedModel.LoadAsync(parsed.GetValue(name)!, cancellationToken);
            if (parsed.GetValue(json))
                JsonOutput.Write(terminal, writer => Write(writer, model));
            else
                Show(terminal.Screen, model);
            return ExitCode.Done;
        });
        return command;
    }

    public static void Show(IAnsiConsole screen, InspectedModel model)
    {
        var source = model.SelfCheck.Source == "general"
            ? "the general check, since it has none of its own"
            : $"its own check, {model.SelfCheck.Source}";
        screen.Say($"{model.Description.Name} ({JsonWriting.Kind(model.Description.Kind)}) passes {source}:");
        foreach (var finding in model.SelfCheck.Findings)
            screen.Say($"- {finding}");
    }

    private static void Write(Utf8JsonWriter json, InspectedModel model)
    {
        json.WriteStartObject();
        json.WriteString("name", model.Description.Name);
        json.WriteString("folder", model.Description.Folder);
        json.WriteString("kind", JsonWriting.Kind(model.Description.Kind));
        json.WriteBoolean("passed", true);
        json.WriteString("source", model.SelfCheck.Source);
        json.WriteStartArray("findings");
        foreach (var finding in model.SelfCheck.Findings)
            json.WriteStringValue(finding);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
