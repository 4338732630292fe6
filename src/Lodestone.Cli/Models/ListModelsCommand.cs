using System.CommandLine;
using System.Text.Json;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;
using Lodestone.Cli.Shared;
using Lodestone.Encoders;
using Spectre.Console;

namespace Lodestone.Cli.Models;

/// <summary><c>lodestone models list</c>.</summary>
internal static class ListModelsCommand
{
    private const string Examples = """
        lodestone models list
        LODESTONE_MODELS=./other-models lodestone models list --json
        """;

    public static Command Create(Terminal terminal)
    {
        var json = CommandInputs.Json();
        var command = new VerbCommand("list", "List the bundled models; the defaults are marked.", Examples) { json };
        command.SetAction(parsed =>
        {
            var folder = ModelCatalog.Folder;
            IReadOnlyList<ModelDescription> models = [.. ModelCatalog.Names.Select(ModelCatalog.Describe)];
            if (parsed.GetValue(json))
                JsonOutput.Write(terminal, writer => Write(writer, folder, models));
            else
                Show(terminal.Screen, folder, models);
            return ExitCode.Done;
        });
        return command;
    }

    public static void Show(IAnsiConsole screen, string folder, IReadOnlyList<ModelDescription> models)
    {
        screen.Say($"Models in {folder}");
        screen.Gap();
        var table = Tables.Create(
            screen,
            new ScreenColumn("name", Number: false, Whole: true),
            new ScreenColumn("kind", Number: false, Whole: true),
            new ScreenColumn("gives", Number: true, Whole: true) { Drop = 1 },
            new ScreenColumn("reads, tokens", Number: true, Whole: true, "tokens that it reads") { Drop = 2 },
            ("size", true),
            new ScreenColumn("", Number: false, Whole: true));
        foreach (var model in models)
        {
            var mark = model.IsDefault ? "default" : "";
            var width = model.Width is { } count ? NumberFormat.Count(count, IsBi(model) ? "dimension" : "label") : NumberFormat.None;
            table.Row(
                model.Name, JsonWriting.Kind(model.Kind), width, NumberFormat.Rank(model.MaxTokens), NumberFormat.Size(model.Bytes), mark);
        }

        screen.Write(table);
    }

    private static void Write(Utf8JsonWriter json, string folder, IReadOnlyList<ModelDescription> models)
    {
        json.WriteStartObject();
        json.WriteString("folder", folder);
        json.WriteStartArray("models");
        foreach (var model in models)
        {
            json.WriteStartObject();
            json.WriteString("name", model.Name);
            json.WriteString("kind", JsonWriting.Kind(model.Kind));
            json.Count("dimensions", IsBi(model) ? model.Width : null);
            json.Count("labels", IsBi(model) ? null : model.Width);
            json.Count("maxTokens", model.MaxTokens);
            json.WriteNumber("bytes", model.Bytes);
            json.WriteBoolean("default", model.IsDefault);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static bool IsBi(ModelDescription model) => model.Kind == ModelKind.BiEncoder;
}
