using System.CommandLine;
using System.Globalization;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;
using Lodestone.Cli.Shared;
using Lodestone.Encoders;

namespace Lodestone.Cli.Models;

/// <summary><c>lodestone models calibrate</c>.</summary>
internal static class CalibrateModelCommand
{
    private const string Description =
        "Measure the scale of a cross-encoder's logits and write it into the model folder's lodestone.check.json, with the logits of a " +
        "few pairs as the expected ones. A model with a scale gets its share of the final score query by query; one without gets a fixed " +
        "share. Run it once for a model of your own, and again when its graph changes.";

    private const string Examples = """
        lodestone models calibrate ./my-reranker
        lodestone models calibrate ./my-reranker --json
        """;

    public static Command Create(Terminal terminal)
    {
        var name = InspectedModel.Argument();
        var json = CommandInputs.Json();
        var command = new VerbCommand("calibrate", Description, Examples) { name, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var done = await ModelCatalog.CalibrateAsync(parsed.GetValue(name)!, cancellationToken);
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(terminal, writer =>
                {
                    writer.WriteStartObject();
                    writer.WriteString("name", done.Model);
                    writer.WriteString("file", done.File);
                    writer.WriteNumber("offset", done.Logits.Offset);
                    writer.WriteNumber("scale", done.Logits.Scale);
                    writer.WriteNumber("pairs", done.Pairs);
                    writer.WriteEndObject();
                });
            }
            else
            {
                terminal.Screen.Say(string.Create(CultureInfo.InvariantCulture,
                    $"{done.Model}: logits have offset {done.Logits.Offset} and scale {done.Logits.Scale}, by {done.Pairs} pairs."));
                terminal.Screen.Say($"Written to {done.File}.");
            }

            return ExitCode.Done;
        });
        return command;
    }
}
