namespace Search;

/// <summary>The application sees this class and no package.</summary>
public static class HelpSearch
{
    public static Task<string> RunAsync(string folder) => Scenario.RunAsync(folder);
}
