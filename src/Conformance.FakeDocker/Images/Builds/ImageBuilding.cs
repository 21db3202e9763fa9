using System.Text;
using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>
/// build: reads the Dockerfile, then goes through its steps while the client listens. Each step is an image on top of the one before, which a later
/// build takes from there instead of doing it again.
/// </summary>
internal sealed class ImageBuilding(EngineCore core, FakeEngine engine)
{
    /// <summary>200 with a stream; 400 for a Dockerfile that is none, 501 for what is not done.</summary>
    public Task<EngineStream<PullProgress>> Build(BuildImage operation, EngineClient client)
    {
        if (operation.IsOfBuildKit || operation.Remote is { Length: > 0 })
            throw EngineErrors.Error(501, $"the fake daemon does not do ImageBuild {(operation.IsOfBuildKit ? "by BuildKit; DOCKER_BUILDKIT=0 asks for the classic builder" : "from a URL")}");
        var tags = operation.Tags.Select(Reference).ToList();
        var context = BuildContext.Read(operation.Context);
        var text = context.Find(operation.Dockerfile) ?? throw EngineErrors.Internal($"Cannot locate specified Dockerfile: {operation.Dockerfile}");
        context.Hide(operation.Dockerfile);
        var steps = Dockerfile.Parse(Encoding.UTF8.GetString(text));
        var output = new BuildOutput(core.World, operation.IsQuiet);
        core.World.Spawn("build", () => Run(new BuildRun(core, engine, client, operation, context, output), steps, tags, output));
        return Task.FromResult<EngineStream<PullProgress>>(output);
    }

    private async Task Run(BuildRun run, IReadOnlyList<DockerfileStep> steps, List<ImageReference> tags, BuildOutput output)
    {
        try
        {
            var image = await run.Run(steps);
            output.Built(image);
            output.Say($"Successfully built {image.Id[7..19]}\n");
            foreach (var tag in tags)
            {
                core.Host.Images.Tag(image, tag.Full(), core.World.Now);
                core.Events.Image("tag", image.Id, tag.Full(), image.Config.Labels);
                output.Say($"Successfully tagged {tag.Full()}\n");
            }
        }
        catch (BuildFailure failure)
        {
            output.Fail(new PullProgress { Error = failure.Message, ErrorDetail = new ErrorDetail(failure.Message, failure.Code) });
        }
        catch (DockerException refusal) when (refusal.Failure == DockerFailure.Answered)
        {
            output.Fail(PullLines.Failed(refusal.Message));
        }

        output.End();
    }

    private static ImageReference Reference(string tag) => DaemonReference.TryRead(tag, out var reference, out var error) ? reference : throw EngineErrors.Bad(error);
}
