using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Lodestone.Encoders.Files;

namespace Lodestone.Encoders.Tokenizers.Loading;

/// <summary>A checksum over everything that determines a folder's token ids.</summary>
/// <remarks>
/// The bundled models share one vocabulary, but their tokenizer files differ: the order of properties varies, and one asks for
/// padding. So tokenizer.json is hashed by its content. The older formats are hashed byte by byte.
/// </remarks>
internal static class TokenizerChecksum
{
    private static readonly HashSet<string> WithoutEffect = new(StringComparer.Ordinal)
    {
        "version", "truncation", "padding", "post_processor", "decoder",
    };

    private static readonly string[] Files =
    [
        TokenizerLoader.SentencePieceFile, TokenizerLoader.WordListFile, TokenizerLoader.BpeVocabularyFile,
        TokenizerLoader.BpeMergesFile, TokenizerSettings.ConfigFile, TokenizerSettings.SpecialTokensFile,
    ];

    public static string Compute(string folder, bool lowercasesFirst)
    {
        using var hash = SHA256.Create();
        using (var stream = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
        {
            var json = Path.Combine(folder, TokenizerLoader.JsonFile);
            stream.Write(lowercasesFirst ? "lower case first\0"u8 : "\0"u8);
            if (File.Exists(json))
                WriteContent(json, TokenizerSettings.Load(folder), stream);
            else
                WriteFiles(folder, stream);
        }

        return Convert.ToHexStringLower(hash.Hash!);
    }

    private static void WriteContent(string path, TokenizerSettings settings, Stream stream)
    {
        if (settings.OverrulesBertNormalizer)
            stream.Write(Encoding.UTF8.GetBytes($"{settings.LowerCase} {settings.StripAccents} {settings.SeparateIdeographs}\0"));
        var content = ModelFile.Read(path, ModelFile.MostVocabularyBytes).AsMemory();
        using var document = JsonDocument.Parse(content.Span.StartsWith("\uFEFF"u8) ? content[3..] : content);
        using var writer = new Utf8JsonWriter(stream);
        Write(document.RootElement, writer, WithoutEffect);
    }

    private static void WriteFiles(string folder, Stream stream)
    {
        foreach (var name in Files.Where(n => File.Exists(Path.Combine(folder, n))))
        {
            stream.Write(Encoding.UTF8.GetBytes(name + '\0'));
            stream.Write(SHA256.HashData(ModelFile.Read(Path.Combine(folder, name), ModelFile.MostVocabularyBytes)));
        }
    }

    /// <summary>Writes a value with the properties of its objects in ordinal order.</summary>
    private static void Write(JsonElement value, Utf8JsonWriter writer, HashSet<string>? leftOut = null)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal))
                {
                    if (leftOut?.Contains(property.Name) == true)
                        continue;
                    writer.WritePropertyName(property.Name);
                    Write(property.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Write(item, writer);
                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
