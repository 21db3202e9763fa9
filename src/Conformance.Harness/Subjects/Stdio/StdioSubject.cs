using Conformance.Faults;
using Conformance.Gateway;
using Conformance.Harness.Runs;
using Conformance.Machine;
using Conformance.Mesos;

namespace Conformance.Harness.Subjects;

/// <summary>A containerizer in a program of its own that speaks the stdio protocol.</summary>
/// <param name="command">The program and its arguments.</param>
/// <param name="start">Starts a process where the subject belongs: inside the daemon's namespaces, or here.</param>
/// <param name="folder">Where its standard error is kept.</param>
/// <param name="points">Told of its points; they go on when the faults there have acted.</param>
/// <param name="machine">The harness's machine.</param>
/// <param name="history">Gets a line for each of its points.</param>
internal sealed class StdioSubject(
    IReadOnlyList<string> command,
    Func<ProcessSpec, Task<HostedProcess>> start,
    string folder,
    PointFaults points,
    IMachine machine,
    History history) : ISubject
{
    // A subject on .NET that is killed would leave the sockets of its diagnostics in the temporary folder.
    private const string Diagnostics = "DOTNET_EnableDiagnostics";
    private int starts;

    /// <inheritdoc/>
    public async Task<ISubjectProcess> Start(string agent, ContainerizerOptions options)
    {
        var errorFile = Path.Combine(folder, $"subject-{++starts}.log");
        HostedProcess child;
        try
        {
            child = await start(new ProcessSpec(command)
            {
                Environment = new Dictionary<string, string>(OwnerMark.Of(agent)) { [Diagnostics] = "0" },
                StandardError = OutputTarget.AppendTo(errorFile),
                WorkingFolder = folder,
            });
        }
        catch (ProcessStartException exception)
        {
            throw new SubjectException($"the subject '{string.Join(' ', command)}' cannot be started: {exception.Message}");
        }

        var process = new StdioSubjectProcess(agent, child, errorFile, points, machine, history);
        await process.Greet(options);
        return process;
    }
}
