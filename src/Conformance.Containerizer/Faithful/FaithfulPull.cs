using Conformance.Docker;

namespace Conformance.Containerizer;

/// <summary>
/// The pull: before every launch in 0.20.0, from 0.20.1 on only if the image is missing. Each launch has its own, and nothing
/// bounds it but the agent's registration timeout.
/// </summary>
internal sealed class FaithfulPull(FaithfulContext context)
{
    /// <summary>Returns when the image is there, or the pull was ended by a destroy.</summary>
    public async Task Pull(FaithfulRecord record)
    {
        var launch = record.Shared.Launch!;
        var docker = MesosCommandLine.ContainerOf(launch)!.Docker ?? throw new StageFailure("No docker info found in container info");
        var reference = ImageTag.Complete(docker.Image, context.Profile.TagRule);
        if (context.Profile.Pull == PullMode.InspectFirst && await IsThere(reference))
            return;
        if (!context.Knows(record))
            return;
        record.Pull = context.Docker.Pull(reference, launch.Directory, FaithfulContext.NoLimit);
        try
        {
            await record.Pull.Done;
        }
        catch (DockerException) when (!context.Knows(record))
        {
            return;
        }
        catch (DockerException exception)
        {
            throw new StageFailure($"Failed to execute 'docker pull': {exception.Message}");
        }
    }

    private async Task<bool> IsThere(string reference)
    {
        try
        {
            return await context.Docker.InspectImage(reference, FaithfulContext.NoLimit) is not null;
        }
        catch (DockerException)
        {
            return false;
        }
    }
}
