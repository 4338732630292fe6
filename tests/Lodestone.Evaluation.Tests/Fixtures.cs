using System.IO.Compression;
using System.Text;

namespace Lodestone.Evaluation.Tests;

/// <summary>Where the shared material is: LODESTONE_SHARED, or the folder 'shared' beside the repository.</summary>
internal static class Fixtures
{
    public static string Shared(params string[] path)
    {
        var folder = Environment.GetEnvironmentVariable("LODESTONE_SHARED") ?? Path.Combine(FindRoot(), "..", "shared");
        if (!Directory.Exists(folder) && Environment.GetEnvironmentVariable("CI") != "true")
            Assert.Skip("The shared material is not beside the repository. Set LODESTONE_SHARED to its folder to run this test.");
        var file = Path.Combine([folder, .. path]);
        Assert.True(File.Exists(file) || Directory.Exists(file), $"The shared material has no '{Path.Combine(path)}'.");
        return file;
    }

    public static Run SharedRun(string name) =>
        Run.ReadTrec(new GZipStream(File.OpenRead(Shared("fixtures", "runs", name + ".run.gz")), CompressionMode.Decompress), name);

    public static Stream Bytes(string text) => new MemoryStream(Encoding.UTF8.GetBytes(text));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Lodestone.slnx")))
                return folder.FullName;
        }
        throw new InvalidOperationException("Lodestone.slnx is in no folder above the tests.");
    }
}
