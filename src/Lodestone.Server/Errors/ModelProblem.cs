using Lodestone.Encoders;
using Microsoft.AspNetCore.Http;

namespace Lodestone.Server.Errors;

/// <summary>What a client is told of a model that cannot be used: why, not where its folder is, which the log has.</summary>
internal static class ModelProblem
{
    public static Problem Of(ModelLoadException failure) =>
        Of(Sentence(Path.GetFileName(Path.TrimEndingDirectorySeparator(failure.Path)), failure));

    public static Problem Of(ModelOutputException failure) => Of(failure.Message);

    /// <param name="name">Its name, or that of its file.</param>
    /// <param name="failure">What is wrong with it.</param>
    public static string Sentence(string name, Exception failure) =>
        $"'{name}' cannot be used{Why(failure as ModelLoadException)}. {OperatorWords.Log}.";

    private static Problem Of(string detail) =>
        Problem.Of("model-unusable", StatusCodes.Status503ServiceUnavailable, "A model cannot be used", detail);

    private static string Why(ModelLoadException? failure) =>
        failure is { Accepted: { } expected, Found: { } found } && !OperatorWords.MayHavePath(found)
            ? $": expected {expected}, found {found}"
            : "";
}
