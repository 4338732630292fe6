using Lodestone.Encoders;

namespace Lodestone.TestSupport;

/// <summary>The bundled models, loaded once for all tests of a program: that they can be shared is part of what is tested.</summary>
public static class BundledModels
{
    private static readonly Lazy<BiEncoder> BgeModel = new(() => BiEncoder.Load("bge-small-en-v1.5"));
    private static readonly Lazy<BiEncoder> MiniLmModel = new(() => BiEncoder.Load("all-minilm-l6-v2"));
    private static readonly Lazy<CrossEncoder> MsMarcoModel = new(() => CrossEncoder.Load("ms-marco-minilm-l12-v2"));
    private static readonly Lazy<CrossEncoder> StudentModel = new(() => CrossEncoder.Load("ms-marco-minilm-l6-distilled"));

    /// <summary>The default bi-encoder.</summary>
    public static BiEncoder Bge => BgeModel.Value;

    /// <summary>The other bundled bi-encoder.</summary>
    public static BiEncoder MiniLm => MiniLmModel.Value;

    /// <summary>The default cross-encoder.</summary>
    public static CrossEncoder MsMarco => MsMarcoModel.Value;

    /// <summary>The other bundled cross-encoder, the default's six-layer student.</summary>
    public static CrossEncoder Student => StudentModel.Value;

    /// <summary>One of the bi-encoders.</summary>
    public static BiEncoder BiEncoderNamed(string name) => name == "all-minilm-l6-v2" ? MiniLm : Bge;
}
