namespace Lodestone.Benchmarks;

/// <summary>Texts to embed, and their description.</summary>
internal sealed record EmbedJob(string Name, string Description, IReadOnlyList<string> Texts)
{
    private const int Size = 2000;

    /// <summary>Long texts: abstracts, some of them longer than the model's limit.</summary>
    public static EmbedJob SciFact(SharedFolder shared)
    {
        var texts = JudgedCollection.Load(shared, "scifact").Documents.Take(Size).Select(document => document.Value).ToList();
        return new EmbedJob("scifact", $"the first {texts.Count:#,0} abstracts of SciFact, each with its title", texts);
    }

    /// <summary>Short texts: questions, then answers when there are too few questions.</summary>
    public static EmbedJob StackFaq(SharedFolder shared)
    {
        var collection = JudgedCollection.Load(shared, "stackfaq");
        var questions = collection.Queries.Take(Size).Select(query => query.Value).ToList();
        var answers = collection.Documents.Take(Size - questions.Count).Select(document => document.Value).ToList();
        return new EmbedJob(
            "stackfaq",
            $"{questions.Count:#,0} questions of StackFAQ, then {answers.Count:#,0} of its answers, each with its title " +
            $"({questions.Count + answers.Count:#,0} texts)",
            [.. questions, .. answers]);
    }

    /// <summary>A few texts, spread over the job so that their lengths are similar to the whole's.</summary>
    public EmbedJob Sample(int count)
    {
        var step = Math.Max(1, Texts.Count / count);
        List<string> some = [.. Texts.Where((_, i) => i % step == 0).Take(count)];
        return new EmbedJob(Name, $"{some.Count} texts out of {Description}", some);
    }
}
