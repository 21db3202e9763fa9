using System.Globalization;
using System.Text;
using Conformance.Docker;

namespace Conformance.FakeDocker;

// The steps that change files: RUN, COPY, ADD and WORKDIR.
internal sealed partial class BuildRun
{
    private async Task Copy(DockerfileStep step)
    {
        var words = (ImageChanges.ListOf(Expand(step.Rest)) ?? []).ToList();
        var from = context;
        while (words.Count > 0 && words[0].StartsWith("--", StringComparison.Ordinal))
        {
            if (words[0].StartsWith("--from=", StringComparison.Ordinal))
                from = BuildContext.Of(await Base(words[0]["--from=".Length..]) ?? throw new BuildFailure("invalid from flag value scratch"));
            words.RemoveAt(0);
        }

        var (sources, target) = BuildCopying.Plan(step.Word, words, from);
        var made = BuildCopying.Words(Nothing(Config), step.Word, sources, target);
        if (TakeFromCache(made))
            return;
        var files = FilesOfImage();
        await BuildCopying.Apply(files, sources, target, Config.WorkingDir);
        await Derive(new DerivedStep(made), Config, files);
    }

    private ContainerFiles FilesOfImage() => new(image is null ? ProgramTable.Empty : image.Programs, image?.Files);

    private async Task RunCommand(string text)
    {
        IReadOnlyList<string> command = ImageChanges.CommandOf(text, ImageShell.Of(Config)) ?? throw new BuildFailure("Dockerfile parse error: RUN requires at least one argument");
        var given = arguments.Select(argument => $"{argument.Key}={argument.Value}").ToList();
        var prefix = given.Count == 0 ? "" : FormattableString.Invariant($"|{given.Count} {string.Join(' ', given)} ");
        var made = prefix + string.Join(' ', command);
        if (TakeFromCache(made))
            return;
        var config = Config;
        // Nobody looks after the health of a step.
        var spec = new ContainerSpec { Image = image?.Id ?? "", Cmd = command, Entrypoint = [], Env = [.. given, .. config.Env ?? []], Healthcheck = new HealthConfig { Test = ["NONE"] } };
        var id = (await engine.Handle(new CreateContainer(null, spec), client)).Id;
        output.Say($" ---> Running in {id[..12]}\n");
        var code = await Follow(id);
        if (code != 0)
            throw new BuildFailure($"The command '{string.Join(' ', command)}' returned a non-zero code: {code.ToString(CultureInfo.InvariantCulture)}", code);
        var container = core.Find(id).Record;
        var files = container.Files;
        await engine.Handle(new RemoveContainer(id, Force: true), client);
        output.Say($"Removing intermediate container {id[..12]}\n");
        await Derive(new DerivedStep(made, id, ImageConfigs.Of(container.Config) with { Healthcheck = config.Healthcheck }), config, files);
    }

    private async Task<int> Follow(string id)
    {
        var attached = await engine.Handle(new AttachContainer(id), client);
        var wait = await engine.Handle(new WaitContainer(id, WaitCondition.NextExit), client);
        await engine.Handle(new StartContainer(id), client);
        while (await attached.Output.Next() is { } frame)
        {
            var words = Encoding.UTF8.GetString(frame.Payload);
            output.Say(frame.Stream == 2 ? $"\u001b[91m{words}\u001b[0m" : words);
        }

        return (int)((await wait.Next())?.StatusCode ?? 1);
    }

    private async Task EnterFolder(string text)
    {
        var folder = ContainerPath.Resolve(Config.WorkingDir.Length > 0 ? Config.WorkingDir : "/", text);
        var files = FilesOfImage();
        if (await files.Look(folder) is null)
            files.AddFolder(folder);
        await Commit($"{Nothing(Config)}WORKDIR {folder}", Config with { WorkingDir = folder }, files);
    }
}
