namespace Lodestone.Server.Errors;

/// <summary>A request that cannot be met, thrown where that is found out.</summary>
internal sealed class RequestException(Problem problem, Exception? inner = null) : Exception(problem.Detail, inner)
{
    public Problem Problem => problem;
}
