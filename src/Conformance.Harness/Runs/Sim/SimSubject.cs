using Conformance.Containerizer;
using Conformance.Docker;
using Conformance.FakeDocker;
using Conformance.Harness.Subjects;
using Conformance.Mesos;

namespace Conformance.Harness.Runs;

/// <summary>The reference containerizer in a simulated process for each agent; calls to it are messages.</summary>
internal sealed class SimSubject(SimStage stage, SubjectName name, Func<ContainerizerContext, Stages, Stages>? compose) : ISubject
{
    private readonly Profile profile = Profile.Parse(name.Profile)!;

    /// <inheritdoc/>
    public Task<ISubjectProcess> Start(string agent, ContainerizerOptions options)
    {
        IDocker docker = name.UsesApi
            ? new ApiDocker(new SimulatedConnection(stage.World, stage.Daemon), stage.Machine)
            : new CliDocker(stage.Machine, new DockerArguments(options.DockerProgram, options.DockerHost), options.Installation);
        return Task.FromResult<ISubjectProcess>(
            new SimSubjectProcess(stage.World, agent, profile, () => ContainerizerFactory.Create(stage.Machine, docker, options, profile, compose)));
    }
}
