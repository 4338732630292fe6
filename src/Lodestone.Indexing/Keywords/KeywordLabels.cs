using System.Collections.ObjectModel;

namespace Lodestone.Indexing;

/// <summary>The caller's labels in the data that is kept with a commit.</summary>
internal static class KeywordLabels
{
    private const string Own = "label:";

    public static ReadOnlyDictionary<string, string> Of(IDictionary<string, string> data) =>
        new(data.Where(d => d.Key.StartsWith(Own, StringComparison.Ordinal)).ToDictionary(d => d.Key[Own.Length..], d => d.Value));

    public static Dictionary<string, string> Data(IReadOnlyDictionary<string, string> labels, string analyzer)
    {
        var data = labels.ToDictionary(l => Own + l.Key, l => l.Value);
        data[KeywordFiles.AnalyzerLabel] = analyzer;
        return data;
    }
}
