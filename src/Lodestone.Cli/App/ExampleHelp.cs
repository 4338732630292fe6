using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;
using Lodestone.Cli.Shared;

namespace Lodestone.Cli.App;

/// <summary>The usual help, followed by examples.</summary>
internal sealed class ExampleHelp(Terminal terminal, HelpAction usual) : SynchronousCommandLineAction
{
    private const int WidestReadable = 110;
    private const int NarrowestColumns = 60;
    private const int WidestLine = 120;
    private const int WidestNote = 96;

    private const string RootExamples = """
        lodestone index docs/ faq.jsonl
        lodestone search "how do I pay"
        lodestone compare "how do I pay" "We take cards." "Offices close at six."
        lodestone rerank "how do I pay" --file passages.txt --top 5
        lodestone embed --file texts.jsonl --out vectors.npy
        lodestone models list
        lodestone search "how do I pay" --server http://127.0.0.1:8080 -c help

        A model is named by its bundled name (lodestone models list) or by the path of a Hugging Face
        folder with config.json, tokenizer.json and an ONNX graph. Every result is available as JSON: --json.

        Environment: LODESTONE_MODELS (folder of bundled models), NO_COLOR, COLUMNS (width when piped),
        LODESTONE_TIMINGS=1 (start-up times on standard error), LODESTONE_SERVER and LODESTONE_API_KEY (a server to ask
        instead of this machine, and its key), and those of the settings (lodestone config).
        Exit codes: 0 done, 2 a mistake in the call or its input, 3 a model, a collection or a server cannot
        be used, 4 another process is writing to the collection or a server is busy, 5 done but not all (files with
        problems, a stage of a search or lines of an import that could not be used), 70 a defect, 130 cancelled,
        141 the reader of the output went away.
        """;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        // Below the width of its two columns, the usual help breaks words into letters, so it is formatted wide and wrapped here.
        usual.MaxWidth = terminal.Width < NarrowestColumns ? int.MaxValue : Math.Min(terminal.Width, WidestReadable);
        var output = parseResult.InvocationConfiguration.Output;
        using var help = new StringWriter { NewLine = "\n" };
        parseResult.InvocationConfiguration.Output = help;
        usual.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;
        var usualText = parseResult.CommandResult.Command is RootCommand root
            ? RootHelp.Grouped(help.ToString(), root)
            : help.ToString();
        help.GetStringBuilder().Clear().Append(usualText);
        var examples = parseResult.CommandResult.Command is VerbCommand verb ? verb.Examples : RootExamples;
        help.WriteLine("Examples:");
        foreach (var line in Paragraphs(examples.Split('\n')))
            help.WriteLine(line.Length == 0 ? "" : "  " + line);
        output.Write(TextWrap.Reflow(help.ToString(), Math.Min(terminal.Width, WidestLine)));
        return ExitCode.Done;
    }

    // Notes follow the first blank line, wrapped in the source for a wide terminal. Their lines are joined, so that another width wraps
    // paragraphs and not each line by itself. A line that had room for the next word ends its paragraph.
    private static IEnumerable<string> Paragraphs(string[] lines)
    {
        var notes = Array.IndexOf(lines, "");
        for (var i = 0; i < lines.Length; i++)
        {
            var paragraph = lines[i];
            while (notes >= 0 && i > notes && i + 1 < lines.Length && lines[i + 1].Length > 0 &&
                lines[i].Length + 1 + lines[i + 1].Split(' ')[0].Length > WidestNote)
                paragraph += " " + lines[++i];
            yield return paragraph;
        }
    }
}
