using Conformance.Machine;

namespace Conformance.Containerizer;

/// <summary>
/// The follower of the output (docker.cpp@0.20.0 logs()): a script that starts <c>docker logs --follow</c> and is to end it ten
/// seconds after the container. In 0.20.x a line feed is missing, so that sleep gets the kill for its arguments and refuses:
/// a follower that Docker does not end by itself stays for ever. Nobody waits for the script, nobody ends it.
/// </summary>
internal sealed class FaithfulLogs(FaithfulContext context)
{
    /// <summary>Starts it; that it cannot be started is no failure of the launch.</summary>
    public async Task Follow(FaithfulRecord record)
    {
        var paths = record.Shared.Paths;
        try
        {
            await context.Machine.Processes.Start(new ProcessSpec(["/bin/sh", "-c", Script(record.Name)])
            {
                StandardOutput = OutputTarget.AppendTo(paths.Stdout),
                StandardError = OutputTarget.AppendTo(paths.Stderr),
            });
        }
        catch (ProcessStartException)
        {
            return;
        }
    }

    private string Script(string container)
    {
        var follow = string.Join(' ', context.Program.Logs("$1", follow: true));
        var wait = string.Join(' ', context.Program.Wait("$1"));
        var separator = context.Release.EndsLogFollower ? "\n" : "";
        return $"logs() {{\n{follow} &\npid=$!\n{wait} >/dev/null 2>&1\nsleep 10 {separator} kill -TERM $pid >/dev/null 2>&1 &\n}}\nlogs {container}\n";
    }
}
