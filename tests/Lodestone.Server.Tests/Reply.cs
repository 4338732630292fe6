using System.Text.Json;

namespace Lodestone.Server.Tests;

/// <summary>What a server answered.</summary>
internal sealed record Reply(int Status, string Text, JsonElement Json, IReadOnlyDictionary<string, string> Headers)
{
    public string Detail => Json.GetProperty("detail").GetString()!;

    public string Kind => Json.GetProperty("type").GetString()!["urn:lodestone:error:".Length..];
}
