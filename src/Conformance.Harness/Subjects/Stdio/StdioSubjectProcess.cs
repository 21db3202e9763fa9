using Conformance.Containerizer;
using Conformance.Faults;
using Conformance.Gateway;
using Conformance.Harness.Runs;
using Conformance.Machine;
using Conformance.Mesos;

namespace Conformance.Harness.Subjects;

/// <summary>
/// One incarnation behind the stdio protocol. All of it runs on the harness's event loop. A line that breaks the protocol is
/// the end of the process: nothing that it says after it can be believed.
/// </summary>
internal sealed class StdioSubjectProcess : ISubjectProcess
{
    private const string Page = "proto/README.md describes the protocol.";
    private static readonly TimeSpan GreetingLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);
    private readonly string agent;
    private readonly HostedProcess child;
    private readonly string errorFile;
    private readonly PointFaults points;
    private readonly IMachine machine;
    private readonly History history;
    private readonly LineWriter writer;
    private readonly LineSource source;
    private readonly StdioCalls calls;
    private readonly Completion<string> gone;
    private string? broken;

    /// <summary>Takes over a process that was started.</summary>
    public StdioSubjectProcess(string agent, HostedProcess child, string errorFile, PointFaults points, IMachine machine, History history)
    {
        this.agent = agent;
        (this.child, this.errorFile, this.points, this.machine, this.history) = (child, errorFile, points, machine, history);
        writer = new LineWriter(child.Input, machine);
        source = new LineSource(child.Output);
        calls = new StdioCalls(writer, machine);
        gone = machine.Completion<string>();
    }

    /// <inheritdoc/>
    public IContainerizer Containerizer => calls;

    /// <inheritdoc/>
    public bool HasExecutors { get; private set; }

    /// <inheritdoc/>
    public bool PassesLabels { get; private set; }

    /// <inheritdoc/>
    public Task<string> Gone => gone.Task;

    /// <summary>Shakes hands, then listens for the rest of its life.</summary>
    public async Task Greet(ContainerizerOptions options)
    {
        var hello = StdioProtocol.Write(new HarnessHello(StdioProtocol.Version, options));
        writer.Write(hello);
        machine.Spawn("wait for the subject's exit", Bury);
        string came;
        try
        {
            var line = await source.Next().WaitAsync(GreetingLimit, machine.Time);
            if (line is not null && StdioProtocol.ReadFromSubject(line, calls.MethodOf) is SubjectHello greeting)
            {
                HasExecutors = greeting.Capabilities.Contains(StdioProtocol.Executors, StringComparer.Ordinal);
                PassesLabels = greeting.Capabilities.Contains(StdioProtocol.Labels, StringComparer.Ordinal);
                machine.Spawn("listen to the subject", Listen);
                return;
            }

            came = line is null ? $"the end of its output ({await Gone.WaitAsync(StopLimit, machine.Time)})" : line;
        }
        catch (TimeoutException)
        {
            came = $"nothing within {GreetingLimit.TotalSeconds:0} s";
        }
        catch (Exception exception) when (exception is StdioProtocolException or InvalidDataException)
        {
            came = exception.Message;
        }

        Kill(withChildren: true);
        throw new SubjectException(
            $"the subject did not shake hands. Sent: {hello}\nExpected: {{\"hello\":{{\"protocol\":{StdioProtocol.Version},\"name\":...,\"capabilities\":[...]}}}} as the first line of its standard output.\nCame: {came}{LastWords()}\n{Page}");
    }

    /// <inheritdoc/>
    public void Kill(bool withChildren)
    {
        calls.Abandon();
        machine.Spawn("kill the subject", () => child.Kill(Signals.Kill, withChildren));
    }

    /// <inheritdoc/>
    public async Task Stop()
    {
        await child.Input.DisposeAsync();
        if (await Task.WhenAny(Gone, Task.Delay(StopLimit, machine.Time)) == Gone)
            return;
        await child.Kill(Signals.Kill);
        await Gone;
    }

    private async Task Listen()
    {
        try
        {
            while (await source.Next() is { } line)
                Take(StdioProtocol.ReadFromSubject(line, calls.MethodOf));
        }
        catch (Exception exception) when (exception is StdioProtocolException or InvalidDataException)
        {
            broken = $"it broke the protocol: {exception.Message} {Page}";
            Kill(withChildren: false);
        }
    }

    private void Take(StdioMessage message)
    {
        switch (message)
        {
            case StdioAnswer answer:
                calls.Settle(answer);
                break;
            case StdioPoint point:
                history.Add(agent, new PointPassed(point.Name, point.Container, point.Phase));
                machine.Spawn("point " + point.Name, () => Pass(point));
                break;
        }
    }

    private async Task Pass(StdioPoint point)
    {
        await points.Pass(point.Name, point.Container, point.Phase);
        if (!gone.IsSettled)
            writer.Write(StdioProtocol.Write(new StdioGo(point.Number)));
    }

    private async Task Bury()
    {
        var exit = await child.Exit;
        calls.Abandon();
        gone.TrySet((broken ?? exit.Text) + LastWords());
    }

    /// <summary>The last line that it wrote to standard error, which mostly says it all.</summary>
    private string LastWords()
    {
        try
        {
            return File.ReadLines(errorFile).LastOrDefault(line => line.Trim().Length > 0) is { } line
                ? $"\nThe last line on its standard error ({errorFile}): {line}"
                : "";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
