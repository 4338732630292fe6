using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Lodestone.Server.Tests.Access;

/// <summary>Listens on 127.0.0.1 whichever address a server is told, so that no test of an outside address opens one.</summary>
internal sealed class LoopbackTransport(SocketTransportFactory sockets) : IConnectionListenerFactory
{
    public static void Use(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SocketTransportFactory>();
        builder.Services.AddSingleton<IConnectionListenerFactory, LoopbackTransport>();
    }

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        sockets.BindAsync(new IPEndPoint(IPAddress.Loopback, 0), cancellationToken);
}
