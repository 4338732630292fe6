using Lodestone.TestSupport;

namespace Lodestone.Packages.Tests;

/// <summary>A user's project outside of the repository, with a feed of only the packed packages beside the machine's own.</summary>
internal sealed class Consumer : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PackedFeed _feed;
    private readonly string _kind;

    /// <param name="feed">The packages.</param>
    /// <param name="kind">A folder of Consumers.</param>
    /// <param name="source">The feed to restore from. Default: that of <paramref name="feed"/>.</param>
    public Consumer(PackedFeed feed, string kind, string? source = null)
    {
        (_feed, _kind) = (feed, kind);
        var consumers = Path.Combine(AppContext.BaseDirectory, "Consumers");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(consumers, kind), "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(Path.Combine(consumers, kind), file);
            _folder.Write(name, File.ReadAllText(file).Replace("VERSION", PackedFeed.Version, StringComparison.Ordinal));
        }

        var scenario = kind == "library" ? Path.Combine("Search", "Scenario.cs") : "Scenario.cs";
        _folder.Write(scenario, File.ReadAllText(Path.Combine(consumers, "Scenario.cs")));
        _folder.Write("nuget.config", $"""
            <configuration>
              <packageSources><add key="packed" value="{source ?? feed.Folder}" /></packageSources>
            </configuration>
            """);
        Directory.CreateDirectory(_folder["data"]);
    }

    public string Folder => _folder.Path;

    public string Project => Path.Combine(Folder, $"{_kind}.csproj");

    public string Published => _folder["published"];

    public string Built => Path.Combine(Folder, "bin", "Debug", "net10.0");

    /// <summary>Edits the project's file.</summary>
    public void Edit(string old, string text)
    {
        var project = File.ReadAllText(Project);
        Assert.Contains(old, project, StringComparison.Ordinal);
        File.WriteAllText(Project, project.Replace(old, text, StringComparison.Ordinal));
    }

    public void Write(string name, string content) => _folder.Write(name, content);

    public Task<CommandResult> DotnetAsync(params string[] arguments) => Command.RunAsync(
        "dotnet", arguments, Folder, ("NUGET_PACKAGES", _feed.Cache), ("RestoreFallbackFolders", FallbackFolder()));

    public Task<CommandResult> PublishAsync(params string[] options) =>
        DotnetAsync(["publish", Project, "-c", "Release", "-v", "q", "--nologo", "-o", Published, .. options]);

    /// <summary>Runs the program of a folder from another one.</summary>
    public async Task<CommandResult> RunAsync(string folder)
    {
        var native = Path.Combine(folder, _kind);
        var data = Directory.CreateDirectory(Path.Combine(_folder["data"], Guid.NewGuid().ToString("n"))).FullName;
        return File.Exists(native)
            ? await Command.RunAsync(native, [data], Path.GetTempPath())
            : await Command.RunAsync("dotnet", [Path.Combine(folder, $"{_kind}.dll"), data], Path.GetTempPath());
    }

    public void Dispose() => _folder.Dispose();

    // The packages of others that the machine has already: read, never written.
    private static string FallbackFolder()
    {
        var own = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return Directory.Exists(own) ? own : "";
    }
}
