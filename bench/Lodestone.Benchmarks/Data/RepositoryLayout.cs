namespace Lodestone.Benchmarks;

/// <summary>The paths in the work tree.</summary>
internal sealed record RepositoryLayout(string Root)
{
    private const string Marker = "Lodestone.slnx";

    public string Models => Path.Combine(Root, "models");

    public string Peers => Path.Combine(Root, "bench", "peers");

    public string Web => Path.Combine(Root, "web");

    /// <summary>The folder of the page with only our engine, which bench/run builds.</summary>
    public string BrowserPage => Path.Combine(Root, "artifacts", "peers", "browser");

    /// <summary>The command line's program, built in Release.</summary>
    /// <exception cref="MissingDataException">The program is not built.</exception>
    public string CommandLine
    {
        get
        {
            var file = Path.Combine(Root, "artifacts", "bin", "Lodestone.Cli", "release", "Lodestone.Cli.dll");
            return File.Exists(file)
                ? file
                : throw new MissingDataException("src/Lodestone.Cli is not built in Release. Use bench/run, which builds it.");
        }
    }

    public string Results => Path.Combine(Root, "bench", "results");

    /// <summary>The folder of quick runs, outside the committed results, because quick figures are not measurements.</summary>
    public string QuickResults => Path.Combine(Root, "artifacts", "bench-quick");

    /// <summary>The collections of benchmarks; those that take long to build are kept for the next run.</summary>
    public string Collections => Path.Combine(Root, "artifacts", "bench-collections");

    /// <summary>A model's folder.</summary>
    /// <exception cref="MissingDataException">The folder does not exist.</exception>
    public string Model(string name)
    {
        var folder = Path.Combine(Models, name);
        return Directory.Exists(folder) ? folder : throw new MissingDataException($"There is no model folder models/{name}.");
    }

    /// <summary>Finds the work tree that this program was built in.</summary>
    public static RepositoryLayout Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Marker)))
                return new RepositoryLayout(folder.FullName);
        }

        throw new InvalidOperationException($"No folder above this program has a {Marker}. Run it with bench/run.");
    }
}
