using Conformance.Machine;

namespace Conformance.Docker;

/// <summary>The whole output so far, taken apart into its two streams.</summary>
internal sealed class ApiLogs(IDockerEngine engine, IMachine machine)
{
    public async Task<ContainerOutput> Collect(string container, TimeSpan inactivity)
    {
        var call = engine.Begin(new ReadLogs(container));
        try
        {
            return await Read(call, inactivity);
        }
        catch (TimeoutException)
        {
            call.Abort();
            throw DockerException.TimedOut(ReadLogs.Route.Name, inactivity);
        }
    }

    private async Task<ContainerOutput> Read(EngineCall<EngineStream<LogFrame>> call, TimeSpan inactivity)
    {
        var stream = await call.Reply.WaitAsync(inactivity, machine.Time);
        using var output = new MemoryStream();
        using var errors = new MemoryStream();
        while (await stream.Next().WaitAsync(inactivity, machine.Time) is { } frame)
            (frame.IsOutput ? output : errors).Write(frame.Payload);
        return new ContainerOutput(output.ToArray(), errors.ToArray());
    }
}
