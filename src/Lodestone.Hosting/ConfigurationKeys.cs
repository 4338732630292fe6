using System.Diagnostics.CodeAnalysis;
using Lodestone.Encoders;
using Lodestone.Indexing;
using Microsoft.Extensions.Configuration;

namespace Lodestone.Hosting;

/// <summary>Binds a section of a configuration to the options of a collection, and refuses keys that it does not have.</summary>
internal static class ConfigurationKeys
{
    private static readonly (string Section, string[] Keys)[] Known =
    [
        ("", Names<LodestoneOptions>()),
        (nameof(LodestoneOptions.Passages), Names<PassageOptions>()),
        (nameof(LodestoneOptions.Keywords), Names<KeywordOptions>()),
        (nameof(LodestoneOptions.EmbedderOptions), Names<EmbedderOptions>()),
    ];

    /// <exception cref="InvalidArgumentException">The section is missing, has an unknown key, or a value of a wrong type.</exception>
    public static void Bind(IConfigurationSection section, LodestoneOptions options)
    {
        if (!section.Exists())
        {
            throw Invalid(
                section.Path, $"has no section '{section.Path}'", "no such section", "a section with keys of the options, such as Folder");
        }

        foreach (var (within, keys) in Known)
        {
            var part = within.Length == 0 ? section : section.GetSection(within);
            var unknown = part.GetChildren().FirstOrDefault(c => !keys.Contains(c.Key, StringComparer.OrdinalIgnoreCase));
            if (unknown is not null)
                throw Invalid(unknown.Path, $"has the unknown key '{unknown.Path}'", unknown.Key, string.Join(", ", keys));
        }

        try
        {
            section.Bind(options);
        }
        catch (InvalidOperationException mistake)
        {
            throw Invalid(
                section.Path, $"has a value of a wrong type ({mistake.Message})", mistake.Message, "values of the options' types", mistake);
        }
    }

    // Components of the application are set in code alone.
    private static string[] Names<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>() =>
    [
        .. typeof(T).GetProperties()
            .Where(p => p.CanWrite && !p.PropertyType.IsInterface && p.PropertyType != typeof(ModelPool))
            .Select(p => p.Name)
            .Order(StringComparer.Ordinal),
    ];

    private static InvalidArgumentException Invalid(
        string where, string problem, string found, string accepted, Exception? inner = null) =>
        new(ErrorCodes.OptionsInvalid, $"The configuration {problem}; accepted: {accepted}.", where, inner)
        {
            Found = found,
            Accepted = accepted,
        };
}
