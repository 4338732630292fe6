using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lodestone.Hosting.Tests;

/// <summary>Applications with collections of tiny models.</summary>
internal static class Applications
{
    public static IHost Build(CapturedLogs logs, Action<IServiceCollection> add)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddProvider(logs).SetMinimumLevel(LogLevel.Trace);
        add(builder.Services);
        return builder.Build();
    }

    public static Action<LodestoneOptions> In(string folder) => options =>
        (options.Folder, options.BiEncoder, options.CrossEncoder) = (folder, TinyModels.BiEncoder, TinyModels.CrossEncoder);
}
