using Conformance.Machine;
using Conformance.Mesos;

namespace Conformance.Containerizer;

/// <summary>
/// The subject's side of the stdio protocol: makes the containerizer when the hello has come, performs calls, which overlap
/// freely, and announces points. It owns no streams: whoever does hands in lines with <see cref="Receive"/> on the
/// machine's own thread and gets lines through <c>send</c>.
/// </summary>
/// <param name="machine">The machine on which the containerizer works.</param>
/// <param name="name">What it calls itself in the handshake.</param>
/// <param name="capabilities">What it can, in words of <see cref="StdioProtocol"/>.</param>
/// <param name="create">Makes the containerizer from the machine to use and the options of the handshake.</param>
/// <param name="send">Takes a line to write, without line feed; called on the machine's thread.</param>
public sealed class StdioServer(
    IMachine machine, string name, IReadOnlyList<string> capabilities, Func<IMachine, ContainerizerOptions, IContainerizer> create, Action<string> send)
{
    private readonly Dictionary<int, Completion<bool>> points = [];
    private readonly HashSet<int> open = [];
    private IContainerizer? containerizer;
    private int lastPoint;

    /// <summary>
    /// Takes one line of the harness, without line feed. A line that breaks the protocol throws
    /// <see cref="StdioProtocolException"/>: the subject should print it to standard error and exit with 64.
    /// </summary>
    public void Receive(string line)
    {
        switch (StdioProtocol.ReadFromHarness(line))
        {
            case HarnessHello hello:
                Greet(hello, line);
                break;
            case StdioGo go when points.Remove(go.Number, out var point):
                point.TrySet(true);
                break;
            case StdioGo go:
                throw new StdioProtocolException("{\"go\":N} with the number of a point that waits", line, $"No point {go.Number} waits.");
            case StdioRequest request when containerizer is null:
                throw new StdioProtocolException("{\"hello\":{...}}", line, $"The call '{request.Call}' came before the hello.");
            case StdioRequest request when !open.Add(request.Id):
                throw new StdioProtocolException("an id that no open call has", line, $"Id {request.Id} is in use by an open call.");
            case StdioRequest request:
                machine.Spawn(request.Call, () => Perform(containerizer, request));
                break;
        }
    }

    private void Greet(HarnessHello hello, string line)
    {
        if (containerizer is not null)
            throw new StdioProtocolException("a call", line, "A second hello came.");
        if (hello.Protocol < StdioProtocol.Version)
            throw new StdioProtocolException(
                $"protocol {StdioProtocol.Version} or newer", line, $"The harness speaks only up to protocol {hello.Protocol}.");
        containerizer = create(new PointForwardingMachine(machine, Announce), hello.Options);
        send(StdioProtocol.Write(new SubjectHello(StdioProtocol.Version, name, capabilities)));
    }

    private async Task Perform(IContainerizer subject, StdioRequest request)
    {
        StdioAnswer answer;
        try
        {
            answer = await Call(subject, request);
        }
        catch (ContainerizerException exception)
        {
            answer = new FailureAnswer(request.Id, exception.Message, exception.IsDefinite);
        }

        open.Remove(request.Id);
        send(StdioProtocol.Write(answer));
    }

    private static async Task<StdioAnswer> Call(IContainerizer subject, StdioRequest request)
    {
        var done = new SuccessAnswer(request.Id);
        switch (request)
        {
            case RecoverRequest recover:
                await subject.Recover(recover.State);
                return done;
            case LaunchRequest launch:
                return done with { Launched = await subject.Launch(launch.Launch) };
            case UpdateRequest update:
                await subject.Update(update.Update.ContainerId.Value, update.Update.Resources);
                return done;
            case UsageRequest usage:
                return done with { Statistics = await subject.Usage(usage.ContainerId) };
            case WaitRequest wait:
                return done with { Termination = await subject.Wait(wait.ContainerId) };
            case DestroyRequest destroy:
                await subject.Destroy(destroy.ContainerId);
                return done;
            case ContainersRequest:
                return done with { Containers = await subject.Containers() };
            default:
                throw new InvalidOperationException($"No call for {request.GetType().Name}.");
        }
    }

    private async Task Announce(string point, string? container, Phase phase)
    {
        var number = ++lastPoint;
        var go = machine.Completion<bool>();
        points.Add(number, go);
        send(StdioProtocol.Write(new StdioPoint(number, point, container, phase)));
        await go.Task;
    }
}
