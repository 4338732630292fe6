namespace Lodestone.Benchmarks;

/// <summary>The collections, runs and peer models, which are not part of the repository.</summary>
internal sealed class SharedFolder
{
    private const string Variable = "LODESTONE_SHARED";

    private readonly string _root;

    private SharedFolder(string root) => _root = root;

    /// <summary>The folder that LODESTONE_SHARED names, else 'shared' beside the repository.</summary>
    public static SharedFolder Locate(RepositoryLayout repository) =>
        new(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder
            ? Path.GetFullPath(folder)
            : Path.GetFullPath(Path.Combine(repository.Root, "..", "shared")));

    /// <summary>The full path of a required file or folder.</summary>
    /// <exception cref="MissingDataException">The file or folder does not exist.</exception>
    public string Require(string relative)
    {
        var path = Path.Combine(_root, relative);
        return Path.Exists(path)
            ? path
            : throw new MissingDataException(
                $"'{relative}' is not in '{_root}'. Put the shared folder beside the repository, or name it in {Variable}.");
    }
}
