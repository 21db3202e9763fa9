using System.Globalization;
using System.Text;
using Conformance.Machine;

namespace Conformance.Containerizer;

/// <summary>
/// Writes the pid of the container's root process to <c>forked.pid</c>, as Mesos 0.20 does for executors in containers, if
/// the framework asks for checkpoints. A container that had ended before it was looked at has none.
/// </summary>
public class CheckpointStage(ContainerizerContext context)
{
    /// <summary>Writes it, atomically, between the points <c>checkpoint.write</c>. Throws <see cref="StageFailure"/>.</summary>
    public virtual async Task Write(ContainerRecord record)
    {
        if (!record.IsCheckpointed || record.Pid <= 0)
            return;
        await context.Machine.Point("checkpoint.write", record.Id, Phase.Before);
        try
        {
            await context.Machine.Disk.WriteAtomically(
                record.Paths.ForkedPid, Encoding.ASCII.GetBytes(record.Pid.ToString(CultureInfo.InvariantCulture)));
        }
        catch (IOException exception)
        {
            throw new StageFailure(
                $"Failed to checkpoint executor's forked pid to '{record.Paths.ForkedPid}': {exception.Message}", Leftover.Container);
        }

        await context.Machine.Point("checkpoint.write", record.Id, Phase.After);
    }
}
