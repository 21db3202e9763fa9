using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>Subshells, pipelines, background jobs, command substitution.</summary>
internal sealed partial class Shell
{
    /// <summary>Children in the background.</summary>
    public ShellJobs Jobs { get; } = new();

    /// <summary><c>$(...)</c>: the output without its last line feeds.</summary>
    public async Task<string> Substitute(ShellNode body)
    {
        var output = new CollectingFile(Kernel);
        var child = NewChild("sh");
        child[1]?.Release();
        child[1] = output;
        var shell = new Shell(this, child);
        // As in bash, and unlike dash.
        shell.SetOption('e', false);
        // A trap alone in $(...) tells of those of the shell around it, although it has none.
        if (body is SimpleCommand { Words: [{ Fixed: "trap" }] })
            shell.tracedTraps = traps;
        var running = shell.RunBody(body);
        if (!running.IsCompleted && !await Process.Block(running))
            return "";
        await running;
        if (!await Process.Block(output.WaitForClose()))
            return "";
        substitutionStatus = child.Status!.Value.ShellCode;
        await ReportSignal(child.Status.Value);
        return System.Text.Encoding.UTF8.GetString(output.Content).TrimEnd('\n');
    }

    private int substitutionStatus;

    private async Task<int> RunSubshell(Subshell node, RunMode mode)
    {
        if ((mode & RunMode.Last) != 0 && !mayHaveTraps)
            return await Run(node.Body, mode);
        var child = NewChild("sh");
        return await Await(child, new Shell(this, child).RunBody(node.Body));
    }

    private int RunBackground(Background node)
    {
        var child = Kernel.NewProcess(Process, "sh");
        child[0]?.Release();
        child[0] = new NullFile();
        child.Ignore(Signals.Int, true);
        child.Ignore(SignalQuit, true);
        var shell = new Shell(this, child);
        shell.ignoredForGood |= 1UL << Signals.Int | 1UL << SignalQuit;
        Kernel.World.Spawn($"container pid {child.Pid}", () => shell.RunBody(node.Body));
        Jobs.Add(child);
        LastBackground = child.Pid;
        return 0;
    }

    private async Task<int> RunPipeline(Pipeline node, RunMode mode)
    {
        var children = new List<InnerProcess>(node.Stages.Count);
        OpenFile? input = null;
        Jobs.MakeRoom();
        for (var index = 0; index < node.Stages.Count; index++)
        {
            var child = Kernel.NewProcess(Process, "sh");
            if (input is not null)
            {
                child[0]?.Release();
                child[0] = input;
            }

            if (index < node.Stages.Count - 1)
            {
                var pipe = new InnerPipe(Kernel);
                child[1]?.Release();
                child[1] = pipe.Writer;
                input = pipe.Reader;
            }

            var shell = new Shell(this, child);
            var stage = node.Stages[index];
            Kernel.World.Spawn($"container pid {child.Pid}", () => shell.RunBody(stage));
            children.Add(child);
        }

        foreach (var child in children)
        {
            if (!await Process.Block(child.WaitForEnd()))
                return 0;
            await ReportSignal(child.Status!.Value);
        }

        return children[^1].Status!.Value.ShellCode;
    }

    /// <summary>A child that is waited for.</summary>
    private InnerProcess NewChild(string command)
    {
        Jobs.MakeRoom();
        return Kernel.NewProcess(Process, command);
    }

    /// <summary>The whole life of a subshell.</summary>
    private async Task RunBody(ShellNode body)
    {
        await Run(body, RunMode.Last);
        Process.End(await RunExitTrap());
    }

    /// <summary>Waits for a foreground child that is running already.</summary>
    private async Task<int> Await(InnerProcess child, Task running)
    {
        if (!running.IsCompleted && !await Process.Block(running))
            return 0;
        await running;
        var status = child.Status!.Value;
        if (status.Signal > 0)
            await ReportSignal(status);
        return status.ShellCode;
    }

    /// <summary>As busybox does when a child that it waits for died of a signal; not for INT and PIPE. INT ends a person's line, too.</summary>
    public async Task ReportSignal(InnerStatus status)
    {
        if (status.Signal == Signals.Int && IsInteractive)
        {
            await Print(1, "\n");
            Flow = ShellFlow.Line;
        }

        if (status.Signal > 0 && status.Signal != Signals.Int && status.Signal != InnerProcess.SignalPipe)
            await Print(2, Signals.Describe(status.Signal) + "\n");
    }
}
