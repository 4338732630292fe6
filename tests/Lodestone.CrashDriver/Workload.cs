using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace Lodestone.CrashDriver;

/// <summary>Documents that follow from an id and a version, so that a process that knows the two knows every letter.</summary>
public static class Workload
{
    /// <summary>A word of every document.</summary>
    public const string CommonWord = "lodestone";

    /// <summary>Groups that a filter can name.</summary>
    public const int Groups = 8;

    private static readonly string[] Words =
    [
        "river", "stone", "paper", "light", "garden", "winter", "engine", "market", "silver", "window", "bridge", "letter",
        "summer", "castle", "doctor", "forest", "island", "kitchen", "ladder", "mirror", "number", "orange", "pencil", "quiet",
    ];

    /// <summary>The word that only this version of this document has.</summary>
    public static string Mark(string id, int version) => string.Create(CultureInfo.InvariantCulture, $"{id}v{version}x");

    public static string Group(string id) => string.Create(CultureInfo.InvariantCulture, $"g{Hash(id) % Groups}");

    /// <summary>One document in twelve has several passages.</summary>
    public static Document Document(string id, int version)
    {
        var random = new Random(Hash(Mark(id, version)));
        var text = new StringBuilder().Append(CommonWord).Append(' ').Append(Mark(id, version));
        var words = Hash(id) % 12 == 0 ? 240 : random.Next(8, 24);
        for (var i = 0; i < words; i++)
            text.Append(i % 12 == 11 ? ". " : " ").Append(Words[random.Next(Words.Length)]);
        return new Document
        {
            Id = id,
            Title = "Sheet " + id,
            Text = text.Append('.').ToString(),
            Metadata = new Dictionary<string, MetadataValue>
            {
                ["group"] = MetadataValue.Of(Group(id)),
                ["version"] = MetadataValue.Of((double)version),
            },
        };
    }

    private static int Hash(string text) => (int)(Crc32.HashToUInt32(Encoding.UTF8.GetBytes(text)) & int.MaxValue);
}
