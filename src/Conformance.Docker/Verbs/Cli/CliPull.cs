using Conformance.Machine;

namespace Conformance.Docker;

/// <summary>
/// A <c>docker pull</c>. Killing the program closes its connection, which ends the pull at the daemon. Without a terminal the
/// program prints no progress inside a layer, so that its output alone says too little about life; see <see cref="PullActivity"/>.
/// </summary>
internal sealed class CliPull : IDockerPull
{
    private readonly IMachine _machine;
    private readonly string _reference;
    private readonly TimeSpan _inactivity;
    private IChildProcess? _child;
    private bool _isCancelled;

    public CliPull(IMachine machine, DockerProgram program, IReadOnlyList<string> command, string reference, string? home, TimeSpan inactivity)
    {
        (_machine, _reference, _inactivity) = (machine, reference, inactivity);
        Done = Perform(program, command, home);
    }

    public Task Done { get; }

    public async Task Cancel()
    {
        _isCancelled = true;
        if (_child is { } child)
            await child.Kill(Signals.Kill, tree: true);
    }

    private async Task Perform(DockerProgram program, IReadOnlyList<string> command, string? home)
    {
        if (_isCancelled)
            throw Cancelled();
        _child = await program.Start(command, home);
        if (_isCancelled)
            await _child.Kill(Signals.Kill, tree: true);
        var exit = await Lively(_child);
        if (_isCancelled && !exit.IsSuccess)
            throw Cancelled();
        if (!exit.IsSuccess)
            throw CliFailure.Of("pull", exit);
    }

    private async Task<ProcessExit> Lively(IChildProcess child)
    {
        var activity = new PullActivity(_machine, child);
        while (true)
        {
            try
            {
                return await child.Exit.WaitAsync(activity.NextLook(_inactivity), _machine.Time);
            }
            catch (TimeoutException)
            {
                if (await activity.IsAlive(_inactivity))
                    continue;
                await child.Kill(Signals.Kill, tree: true);
                throw DockerException.PullIsStuck(_reference, _inactivity);
            }
        }
    }

    private DockerException Cancelled() => DockerException.Broken($"the pull of {_reference} was cancelled");
}
