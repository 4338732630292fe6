using System.Text.Json;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Input;

namespace Lodestone.Cli.Search;

/// <summary>A file with one vector: a JSON list of numbers, or a line of <c>lodestone embed</c>.</summary>
internal static class VectorFile
{
    private const string Accepted = "accepted is one JSON list of numbers, such as [0.1, -0.2], or one line of `lodestone embed`";

    /// <exception cref="UsageException">The file has no vector, or more than one.</exception>
    public static async Task<float[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await using var input = InputFile.Open(path);
        float[]? vector = null;
        await foreach (var line in new TextLines(input.Lines(), InputFormat.Lines, keepBlankLines: false).ReadAsync(cancellationToken))
        {
            if (vector is not null)
                throw new UsageException($"{Beginning(input)} has more than one line; {Accepted}.");
            vector = Numbers(line.Text) ?? throw new UsageException($"{Beginning(input)} has no vector; {Accepted}.");
        }

        return vector ?? throw new UsageException($"{Beginning(input)} is empty; {Accepted}.");
    }

    private static string Beginning(InputFile input) => $"--vector: {input.Name}";

    private static float[]? Numbers(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var json = document.RootElement;
            if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("embedding", out var embedding))
                json = embedding;
            if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() == 0)
                return null;
            var numbers = new float[json.GetArrayLength()];
            for (var i = 0; i < numbers.Length; i++)
            {
                if (json[i].ValueKind != JsonValueKind.Number || !json[i].TryGetSingle(out numbers[i]) || !float.IsFinite(numbers[i]))
                    return null;
            }

            return numbers;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
