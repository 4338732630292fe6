namespace Lodestone.Cli.Exits;

/// <summary>The name that was probably meant by one that does not exist.</summary>
internal static class Suggestion
{
    private const int ShortestPrefix = 3;

    // Names that other tools have for the same thing.
    private static readonly Dictionary<string, string[]> OtherNames = new(StringComparer.Ordinal)
    {
        ["--model"] = ["--bi", "--cross"],
        ["--models"] = ["--bi", "--cross"],
        ["--encoder"] = ["--bi", "--cross"],
        ["--limit"] = ["--top"],
        ["--count"] = ["--top"],
        ["--where"] = ["--filter"],
        ["--prune"] = ["--mirror"],
        ["--output"] = ["--out"],
        ["remove"] = ["delete"],
        ["query"] = ["search"],
        ["find"] = ["search"],
        ["add"] = ["index"],
        ["ls"] = ["list"],
        ["help"] = ["--help"],
    };

    /// <summary>A sentence that asks whether a known name was meant, with a space after it; empty when none is near.</summary>
    /// <param name="found">The name that does not exist; for an option also with its value.</param>
    /// <param name="known">The names that do.</param>
    public static string For(string found, IEnumerable<string> known)
    {
        var name = found.StartsWith('-') && found.IndexOf('=', StringComparison.Ordinal) is > 0 and var value ? found[..value] : found;
        var meant = Meant(name, [.. known.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
        return meant.Length == 0 ? "" : $"Did you mean {string.Join(" or ", meant.Select(m => $"'{m}'"))}? ";
    }

    private static string[] Meant(string name, string[] known)
    {
        if (OtherNames.TryGetValue(name, out var others) &&
            others.Where(o => known.Contains(o) || o == "--help").ToArray() is { Length: > 0 } same)
            return same;
        var bare = name.TrimStart('-');
        // Of a setting, the part before its own name is the same for many.
        var own = bare.Length - 1 - bare.LastIndexOfAny(['.', '_']);
        var near = known
            .Select(k => (Name: k, Distance: Distance(bare, k.TrimStart('-'))))
            .Where(k => k.Distance <= Math.Max(1, own / 3) && k.Distance < bare.Length)
            .ToArray();
        if (near.Length > 0)
        {
            var least = near.Min(k => k.Distance);
            return [.. near.Where(k => k.Distance == least).Take(3).Select(k => k.Name)];
        }

        var begun = bare.Length < ShortestPrefix ? []
            : known.Where(k => k.TrimStart('-').StartsWith(bare, StringComparison.Ordinal)).Take(4).ToArray();
        return begun.Length <= 3 ? begun : [];
    }

    /// <summary>The number of letters to insert, delete, replace, or swap with their neighbour.</summary>
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    rows[i, j] = i + j;
                    continue;
                }

                var least = Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    least = Math.Min(least, rows[i - 2, j - 2] + 1);
                rows[i, j] = least;
            }
        }

        return rows[a.Length, b.Length];
    }
}
