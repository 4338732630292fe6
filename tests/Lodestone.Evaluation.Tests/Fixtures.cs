using System.IO.Compression;
using System.Text;
using Lodestone.TestSupport;

namespace Lodestone.Evaluation.Tests;

/// <summary>Runs of the shared material, and texts as streams.</summary>
internal static class Fixtures
{
    public static Run SharedRun(string name) =>
        Run.ReadTrec(new GZipStream(File.OpenRead(Repository.Shared("fixtures", "runs", name + ".run.gz")), CompressionMode.Decompress), name);

    public static Stream Bytes(string text) => new MemoryStream(Encoding.UTF8.GetBytes(text));
}
