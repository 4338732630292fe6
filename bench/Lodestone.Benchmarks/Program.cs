using Lodestone.Benchmarks;

try
{
    if (args is [ChildProcess.Switch, .. var task])
        return await ChildTasks.RunAsync(task);
    var arguments = BenchmarkArguments.Parse(args);
    return await new BenchmarkRunner(arguments, TimeProvider.System).RunAsync();
}
catch (ArgumentException mistake)
{
    await Console.Error.WriteLineAsync(mistake.Message);
    return ExitCodes.Usage;
}
