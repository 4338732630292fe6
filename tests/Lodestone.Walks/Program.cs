using Lodestone.TestSupport;
using Lodestone.Walks;

if (args is not ([] or ["--write"]))
{
    Console.Error.WriteLine($"'{string.Join(' ', args)}' is no argument of eng/walks. It takes none, or --write.");
    return 2;
}

var coverage = await Coverage.MeasureAsync();
var walks = Walk.All.Select(walk => walk.In(coverage)).ToArray();
if (args is ["--write"])
{
    Report.Write(Repository.PathOf("ARCHITECTURE.md"), Report.Section(walks));
    Console.WriteLine("Wrote the section Walks of ARCHITECTURE.md.");
}
else
{
    Console.WriteLine(Report.Section(walks));
    Console.WriteLine(Report.Beside(walks));
}

Console.WriteLine(HouseSize.Measure());
return walks.All(w => w.Files.Count <= w.Walk.Limit) ? 0 : 1;
