using System.Diagnostics;
using Conformance.Docker;
using Conformance.FakeDocker;

namespace Conformance.Gateway;

/// <summary>One process. It reads from a pipe of this process and ends with it, whatever ends it.</summary>
internal sealed class StandIn : IStandIn
{
    private const string Program = "cat";
    private const int SignalBase = 128;
    private readonly WorldThread thread;
    private readonly Process process;
    private readonly StandInGroups? groups;
    private readonly Action<int> onSignal;
    private volatile bool isEnding;

    /// <summary>Starts it.</summary>
    public StandIn(WorldThread thread, string id, HostConfig config, Action<int> onSignal)
    {
        (this.thread, this.onSignal) = (thread, onSignal);
        process = Process.Start(new ProcessStartInfo(Program) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        Pid = process.Id;
        groups = StandInGroups.CanBeMade ? new StandInGroups(id, Pid) : null;
        Limit(config);
        Gone = Watch();
    }

    /// <inheritdoc/>
    public int Pid { get; }

    /// <summary>Completes when nothing of it is left.</summary>
    public Task Gone { get; }

    /// <inheritdoc/>
    public void Limit(HostConfig config) => groups?.Limit(config);

    /// <inheritdoc/>
    public Task End()
    {
        Kill();
        return thread.Outside(async () =>
        {
            await Gone;
            return true;
        });
    }

    /// <summary>Ends it, without a word to the container.</summary>
    public void Kill()
    {
        isEnding = true;
        process.Kill();
    }

    private async Task Watch()
    {
        await process.WaitForExitAsync().ConfigureAwait(false);
        if (!isEnding)
        {
            var signal = process.ExitCode - SignalBase;
            thread.Post(() => onSignal(signal));
        }

        if (groups is not null)
            await groups.Remove().ConfigureAwait(false);
    }
}
