using System.CommandLine;
using System.Text.Json;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;
using Lodestone.Cli.Shared;
using Lodestone.Encoders;
using Spectre.Console;

namespace Lodestone.Cli.Models;

/// <summary><c>lodestone models show</c>.</summary>
internal static class ShowModelCommand
{
    private const string Examples = """
        lodestone models show ms-marco-minilm-l12-v2
        lodestone models show ./my-model --json
        """;

    public static Command Create(Terminal terminal)
    {
        var name = InspectedModel.Argument();
        var json = CommandInputs.Json();
        var command = new VerbCommand("show", "Load a model and show its loader's decisions with their reasons.", Examples) { name, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var model = await InspectedModel.LoadAsync(parsed.GetValue(name)!, cancellationToken);
            if (parsed.GetValue(json))
                JsonOutput.Write(terminal, writer => Write(writer, model.Description));
            else
                Show(terminal.Screen, model.Description);
            return ExitCode.Done;
        });
        return command;
    }

    public static void Show(IAnsiConsole screen, ModelDescription model)
    {
        var width = NumberFormat.Count(model.Width, model.Kind == ModelKind.BiEncoder ? "dimension" : "label");
        var tokens = NumberFormat.Count(model.MaxTokens, "token");
        screen.Say($"{model.Name}: {JsonWriting.Kind(model.Kind)}, {model.ModelType}, {width}, reads {tokens}");
        screen.Say(model.Folder);
        screen.Gap();
        var table = Tables.Create(screen, ("what", false), ("decided", false), ("why", false));
        foreach (var decision in model.Decisions)
            table.Row(decision.What, decision.Value, decision.Why);
        screen.Write(table);
    }

    private static void Write(Utf8JsonWriter json, ModelDescription model)
    {
        json.WriteStartObject();
        json.WriteString("name", model.Name);
        json.WriteString("folder", model.Folder);
        json.WriteString("kind", JsonWriting.Kind(model.Kind));
        json.WriteString("modelType", model.ModelType);
        json.Count("dimensions", model.Kind == ModelKind.BiEncoder ? model.Width : null);
        json.Count("labels", model.Kind == ModelKind.CrossEncoder ? model.Width : null);
        json.WriteNumber("maxTokens", model.MaxTokens);
        json.WriteStartArray("decisions");
        foreach (var decision in model.Decisions)
        {
            json.WriteStartObject();
            json.WriteString("what", decision.What);
            json.WriteString("value", decision.Value);
            json.WriteString("why", decision.Why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
