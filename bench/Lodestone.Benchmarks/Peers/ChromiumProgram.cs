namespace Lodestone.Benchmarks;

/// <summary>The system's own browser, in which pages are measured.</summary>
internal static class ChromiumProgram
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>Its full path, searched for on the PATH.</summary>
    /// <exception cref="MissingDataException">The PATH has no browser.</exception>
    public static string Require()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            ?? throw new MissingDataException(
                $"There is no {string.Join(", ", Names)} on the PATH. Install a browser, on Debian with 'apt-get install chromium'.");
    }
}
