using System.CommandLine;
using Lodestone.Cli.Output;
using Lodestone.Cli.Shared;

namespace Lodestone.Cli.Models;

/// <summary><c>lodestone models</c>: lists, shows and checks models.</summary>
internal static class ModelsCommand
{
    private const string Examples = """
        lodestone models list
        lodestone models show bge-small-en-v1.5
        lodestone models check ./my-reranker
        lodestone models calibrate ./my-reranker
        lodestone models verify --json
        """;

    public static Command Create(Terminal terminal) =>
        new VerbCommand("models", "List the models, show their loader's decisions, check and calibrate them.", Examples)
        {
            ListModelsCommand.Create(terminal),
            ShowModelCommand.Create(terminal),
            CheckModelCommand.Create(terminal),
            CalibrateModelCommand.Create(terminal),
            VerifyModelsCommand.Create(terminal),
        };
}
