using Lodestone;

try
{
    Console.Write(await Scenario.RunAsync(args[0]));
    return 0;
}
catch (Exception failure) when (failure is ILodestoneError error)
{
    Console.Error.WriteLine($"{error.Code}: {failure.Message}");
    return 3;
}
