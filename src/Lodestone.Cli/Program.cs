using Lodestone.Cli.App;

return await Application.RunAsync(args);
