namespace Lodestone.Encoders.Tests;

/// <summary>The bundled models, loaded once for all tests: that they can be shared is part of what is tested.</summary>
internal static class Bundled
{
    private static readonly Lazy<BiEncoder> BgeModel = new(() => BiEncoder.Load("bge-small-en-v1.5"));
    private static readonly Lazy<BiEncoder> MiniLmModel = new(() => BiEncoder.Load("all-minilm-l6-v2"));
    private static readonly Lazy<CrossEncoder> MsMarcoModel = new(() => CrossEncoder.Load("ms-marco-minilm-l12-v2"));

    public static BiEncoder Bge => BgeModel.Value;

    public static BiEncoder MiniLm => MiniLmModel.Value;

    public static CrossEncoder MsMarco => MsMarcoModel.Value;

    public static BiEncoder BiEncoderNamed(string name) => name == "all-minilm-l6-v2" ? MiniLm : Bge;
}
