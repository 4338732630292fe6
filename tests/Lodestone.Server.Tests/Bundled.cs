using Lodestone.Encoders;

namespace Lodestone.Server.Tests;

/// <summary>The bundled models in this process: what the server's answers have to equal.</summary>
internal static class Bundled
{
    private static readonly Lazy<BiEncoder> BgeModel = new(() => BiEncoder.Load());
    private static readonly Lazy<CrossEncoder> MsMarcoModel = new(() => CrossEncoder.Load());

    public static BiEncoder Bge => BgeModel.Value;

    public static CrossEncoder MsMarco => MsMarcoModel.Value;
}
