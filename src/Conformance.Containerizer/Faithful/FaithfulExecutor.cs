using Conformance.Machine;

namespace Conformance.Containerizer;

/// <summary>
/// The executor of a task on the host. Up to 0.22 the command executor of the agent, told to run a shell whose exit code is what
/// <c>docker wait</c> prints (docker.cpp@0.20.0 ___launch()); from 0.23.0 the program that runs the container itself. Its end is
/// taken for the container's.
/// </summary>
internal sealed class FaithfulExecutor(FaithfulContext context)
{
    private const string DockerExecutorName = "mesos-docker-executor";

    /// <summary>Forks it; its output goes to the sandbox, and it outlives the agent.</summary>
    public Task<IChildProcess> Fork(FaithfulRecord record)
    {
        var paths = record.Shared.Paths;
        return context.Machine.Processes.Start(new ProcessSpec(Command(record))
        {
            Environment = new Dictionary<string, string>(ExecutorEnvironment.Of(record.Shared.Launch!, context.Options)),
            WorkingFolder = paths.Sandbox,
            StandardOutput = OutputTarget.AppendTo(paths.Stdout),
            StandardError = OutputTarget.AppendTo(paths.Stderr),
        });
    }

    /// <summary>Lets it register: its pid is noted. One that nobody releases ends with the agent.</summary>
    public Task Release(FaithfulRecord record) => context.Release.Executor == ExecutorModel.Override
        ? context.Machine.Disk.Write(SyncFile(record), ReadOnlyMemory<byte>.Empty)
        : Task.CompletedTask;

    private IReadOnlyList<string> Command(FaithfulRecord record)
    {
        var program = record.Shared.Launch!.ExecutorInfo.Command.Value;
        if (context.Release.Executor == ExecutorModel.DockerExecutor)
        {
            var flags = new DockerExecutorFlags(
                record.Name, context.Options.DockerProgram, context.Options.DockerHost, record.Shared.Paths.Sandbox,
                context.Options.SandboxInContainer, context.Options.StopGrace);
            return [program[..(program.LastIndexOf('/') + 1)] + DockerExecutorName, .. flags.Words];
        }

        var wait = string.Join(' ', context.Program.Wait(record.Name));
        return ["/bin/sh", "-c", $"{program} --sync '{SyncFile(record)}' --override {context.Release.OverrideShell} -c 'exit `{wait}`'"];
    }

    private static string SyncFile(FaithfulRecord record) => record.Shared.Paths.Sandbox + "/.executor-released";
}
