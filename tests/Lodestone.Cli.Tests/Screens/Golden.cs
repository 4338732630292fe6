namespace Lodestone.Cli.Tests.Screens;

/// <summary>Screens as they were agreed on, a file each; what is shown instead is written beside the tests.</summary>
internal static class Golden
{
    public static void Equal(string name, string shown)
    {
        var golden = Path.Combine(Cli.Root, "tests", "Lodestone.Cli.Tests", "Screens", "Golden", name);
        if (File.Exists(golden) && File.ReadAllText(golden) == shown)
            return;
        var found = Path.Combine(AppContext.BaseDirectory, name);
        File.WriteAllText(found, shown);
        Assert.Fail($"The screen differs from Screens/Golden/{name}; it is in '{found}':\n{shown}");
    }
}
