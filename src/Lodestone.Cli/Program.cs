using Lodestone.Cli;

return await Application.RunAsync(args);
