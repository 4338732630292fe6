using Lodestone.TestSupport;

namespace Lodestone.Web.Tests.Sites;

/// <summary>The repository's own files, and what eng/web makes of them.</summary>
internal static class BuiltSites
{
    public static string Web => Path.Combine(Repository.Root, "artifacts", "web");

    public static string StaticWeb => Path.Combine(Repository.Root, "artifacts", "web-static");

    public static string Screenshots => Path.Combine(Repository.Root, "artifacts", "screenshots");

    public static string Pictures => Path.Combine(Repository.Root, "artifacts", "pictures");

    public static string Sample(params string[] path) => Path.Combine([Repository.Root, "samples", "help-centre", .. path]);
}
