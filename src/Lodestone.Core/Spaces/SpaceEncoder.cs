using Lodestone.Encoders;
using Lodestone.Storage;

namespace Lodestone.Spaces;

/// <summary>The bi-encoder of a vector space, loaded when first needed, and refused if it is not the one that made the vectors.</summary>
internal sealed class SpaceEncoder(ModelPool encoders, string model, VectorSpaceDefinition space)
{
    private volatile BiEncoder? _verified;

    /// <summary>The bundled name or the folder it is loaded from.</summary>
    public string Model => model;

    /// <summary>Begins to load it. If that fails, whoever needs it tries again and is told.</summary>
    public void Begin() => _ = BeginAsync();

    public async Task<BiEncoder> GetAsync(CancellationToken cancellationToken)
    {
        if (_verified is { } verified)
            return verified;
        var biEncoder = await encoders.BiEncoderAsync(model, cancellationToken).ConfigureAwait(false);
        var identity = await biEncoder.IdentifyAsync(cancellationToken).ConfigureAwait(false);
        if (identity.Checksum != space.Checksum)
        {
            throw new ModelLoadException(
                ErrorCodes.CollectionModelDiffers,
                $"The collection was indexed with '{space.Model}' ({space.Dimensions} dimensions, checksum {Short(space.Checksum)}); " +
                $"'{model}' ({biEncoder.Dimensions} dimensions, checksum {Short(identity.Checksum)}) gives other vectors. " +
                "Open it with the original model, or embed its documents again with the other one.",
                biEncoder.Description.Folder, $"checksum {space.Checksum}", $"checksum {identity.Checksum}");
        }

        return _verified = biEncoder;
    }

    private async Task BeginAsync() =>
        await ((Task)GetAsync(CancellationToken.None)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static string Short(string checksum) => checksum[..Math.Min(12, checksum.Length)];
}
