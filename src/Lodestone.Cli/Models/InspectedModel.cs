using System.CommandLine;
using Lodestone.Cli.Shared;
using Lodestone.Encoders;

namespace Lodestone.Cli.Models;

/// <summary>A model of either kind that was loaded for inspection.</summary>
/// <param name="Description">The model, and its loader's decisions.</param>
/// <param name="SelfCheck">The check that it passed.</param>
internal sealed record InspectedModel(ModelDescription Description, SelfCheckReport SelfCheck)
{
    public static Argument<string> Argument()
    {
        // Without a name in the help, it would be all that may be completed, longer than a line.
        var argument = new Argument<string>("NAME-OR-FOLDER")
        {
            HelpName = "NAME-OR-FOLDER",
            Description = "A bundled model's name, or the path of a model folder.",
        };
        argument.CompletionSources.Add(_ => ModelNames.Of());
        return argument;
    }

    public static async Task<InspectedModel> LoadAsync(string model, CancellationToken cancellationToken)
    {
        if (ModelCatalog.KindOf(model) == ModelKind.BiEncoder)
        {
            using var biEncoder = await ModelLoading.BiEncoderAsync(model, cancellationToken);
            return new InspectedModel(biEncoder.Description, biEncoder.SelfCheck);
        }

        using var crossEncoder = await ModelLoading.CrossEncoderAsync(model, cancellationToken);
        return new InspectedModel(crossEncoder.Description, crossEncoder.SelfCheck);
    }
}
