Console.Write(await Search.HelpSearch.RunAsync(args[0]));
