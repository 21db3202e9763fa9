using System.Text;
using Conformance.Gateway;
using Conformance.Machine;

namespace Conformance.RealDaemon.Tests;

/// <summary>Runs docker programs inside the shared daemon's namespaces.</summary>
internal static class DockerProgram
{
    public static Task<HostedProcess> Start(DockerAddress host, params string[] arguments) =>
        SharedDaemon.Daemon.Host.StartInside(new ProcessSpec(["docker", "-H", host.Text, .. arguments]));

    public static async Task<DockerResult> Run(DockerAddress host, params string[] arguments)
    {
        var child = await Start(host, arguments);
        var output = new MemoryStream();
        await child.Output.CopyToAsync(output);
        var exit = await child.Exit;
        return new DockerResult(exit.Code ?? 128 + exit.Signal!.Value, Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(exit.StandardError));
    }
}

internal sealed record DockerResult(int Code, string Output, string Error);
