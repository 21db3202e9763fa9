using System.Globalization;
using System.Text.Json;
using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>One build on its way through the steps.</summary>
/// <param name="core">The daemon.</param>
/// <param name="engine">Runs the containers of RUN, as it does for any client.</param>
/// <param name="client">Who asked.</param>
/// <param name="operation">What was asked.</param>
/// <param name="context">The files that came with it.</param>
/// <param name="output">Where it tells.</param>
internal sealed partial class BuildRun(EngineCore core, FakeEngine engine, EngineClient client, BuildImage operation, BuildContext context, BuildOutput output)
{
    private const int StepMin = 5;
    private const int StepMax = 20;
    private const string UsualPath = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private readonly SortedDictionary<string, FakeImage> stages = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedDictionary<string, string> globals = new(StringComparer.Ordinal);
    private SortedDictionary<string, string> arguments = new(StringComparer.Ordinal);
    private string stage = "";
    private int stageNumber = -1;
    private FakeImage? image;
    private IReadOnlyList<string>? environmentOfBase;
    private bool isOnBase;
    private string? maintainer;

    /// <summary>The image at the end. Throws <see cref="BuildFailure"/>.</summary>
    public async Task<FakeImage> Run(IReadOnlyList<DockerfileStep> steps)
    {
        List<DockerfileStep> all = [.. UpToTarget(steps)];
        if (operation.Labels.Count > 0)
            all.Add(new DockerfileStep("LABEL", string.Join(' ', operation.Labels.Select(label => $"{label.Key}={label.Value}"))));
        for (var number = 1; number <= all.Count; number++)
        {
            output.Say(FormattableString.Invariant($"Step {number}/{all.Count} : {all[number - 1].Text}"));
            output.Say("\n");
            await Do(all[number - 1]);
        }

        return image!;
    }

    private IReadOnlyList<DockerfileStep> UpToTarget(IReadOnlyList<DockerfileStep> steps)
    {
        if (operation.Target.Length == 0)
            return steps;
        var found = false;
        for (var index = 0; index < steps.Count; index++)
        {
            if (steps[index].Word != "FROM")
                continue;
            if (found)
                return [.. steps.Take(index)];
            found = NameOf(steps[index]).Equals(operation.Target, StringComparison.OrdinalIgnoreCase);
        }

        return found ? steps : throw EngineErrors.Bad($"failed to reach build target {operation.Target} in Dockerfile");
    }

    private static string NameOf(DockerfileStep from)
    {
        var words = from.Rest.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 3 && words[1].Equals("AS", StringComparison.OrdinalIgnoreCase) ? words[2] : "";
    }

    private Task Do(DockerfileStep step) => step.Word switch
    {
        "FROM" => From(step),
        "ARG" => Argument(step.Rest),
        "RUN" => RunCommand(step.Rest),
        "COPY" or "ADD" => Copy(step),
        "WORKDIR" => EnterFolder(Expand(step.Rest)),
        "CMD" or "ENTRYPOINT" or "ONBUILD" => Configure(step.Word, step.Rest),
        "HEALTHCHECK" => LookAfter(step.Rest),
        "SHELL" => TakeShell(step.Rest),
        "MAINTAINER" => Maintain(step.Rest),
        "STOPSIGNAL" => StopWith(Expand(step.Rest)),
        _ => Configure(step.Word, Expand(step.Rest)),
    };

    private string Expand(string text) => BuildVariables.Expand(text, Value);

    private string? Value(string name)
    {
        var variable = image?.Config.Env?.FirstOrDefault(one => one.StartsWith(name + "=", StringComparison.Ordinal));
        return variable is not null ? variable[(name.Length + 1)..] : stageNumber < 0 ? globals.GetValueOrDefault(name) : arguments.GetValueOrDefault(name);
    }

    private async Task From(DockerfileStep step)
    {
        (stage, arguments, image) = (NameOf(step), new SortedDictionary<string, string>(StringComparer.Ordinal), null);
        stageNumber++;
        maintainer = null;
        var asked = BuildVariables.Expand(step.Rest.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "", name => globals.GetValueOrDefault(name));
        var found = await Base(asked);
        environmentOfBase = found is { Config.Env: null or { Count: 0 } } ? [UsualPath] : null;
        isOnBase = true;
        image = found;
        if (found is null || !TriggersOf(found.Config, out var triggers))
        {
            output.Say(found is null ? " ---> \n" : $" ---> {found.Id[7..19]}\n");
            Remember(found);
            return;
        }

        output.Say(FormattableString.Invariant($"# Executing {triggers.Count} build trigger{(triggers.Count == 1 ? "" : "s")}\n"));
        foreach (var trigger in triggers)
            await Do(Dockerfile.Step(trigger, 1));
    }

    private async Task<FakeImage?> Base(string asked)
    {
        if (asked == "scratch")
            return null;
        if (stages.TryGetValue(asked, out var earlier))
            return earlier;
        if (!DaemonReference.TryRead(asked, out var reference, out var error))
            throw new BuildFailure(error);
        if (core.Host.Images.Find(asked, out _) is { } here)
            return here;
        var pull = await engine.Handle(new PullImage(reference.Repository, reference.Digest ?? reference.Tag ?? "latest"), client);
        while (await pull.Next() is { } line)
        {
            if (line.Error is { } failure)
                throw new BuildFailure(failure);
            output.Add(line);
        }

        return core.Host.Images.Find(asked, out _);
    }

    private static bool TriggersOf(ImageConfig config, out List<string> triggers)
    {
        triggers = config.Others?.TryGetValue("OnBuild", out var list) == true && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(trigger => trigger.GetString()!)]
            : [];
        return triggers.Count > 0;
    }

    private Task Argument(string text)
    {
        var equals = text.IndexOf('=');
        var name = equals < 0 ? text : text[..equals];
        var value = operation.Arguments.GetValueOrDefault(name) ?? (equals < 0 ? globals.GetValueOrDefault(name) : Expand(text[(equals + 1)..].Trim('"')));
        if (stageNumber < 0)
        {
            if (value is not null)
                globals[name] = value;
            return Task.CompletedTask;
        }

        if (value is not null)
            arguments[name] = value;
        return Commit($"{Nothing(Config)} ARG {text}", Config);
    }

    private async Task Derive(DerivedStep step, ImageConfig config, ContainerFiles? files)
    {
        await core.Work(StepMin, StepMax);
        var derived = await ImageDerivation.Of(image, config, step with { Author = maintainer }, files, core.World.Now);
        core.Host.Images.Add(derived);
        TakeStep(derived);
    }

    private bool TakeFromCache(string made)
    {
        if (operation.IgnoresCache)
            return false;
        var known = core.Host.Images.Images.FirstOrDefault(other => other.Parent is not null && other.Parent == image?.Id && other.File.History is [.., { } last] && last.CreatedBy == made);
        if (known is null)
            return false;
        output.Say(" ---> Using cache\n");
        TakeStep(known);
        return true;
    }

    private void TakeStep(FakeImage step)
    {
        (image, environmentOfBase, isOnBase) = (step, null, false);
        output.Say($" ---> {step.Id[7..19]}\n");
        Remember(step);
    }

    /// <summary>Later stages may name this one.</summary>
    private void Remember(FakeImage? step)
    {
        if (step is null)
            return;
        stages[stageNumber.ToString(CultureInfo.InvariantCulture)] = step;
        if (stage.Length > 0)
            stages[stage] = step;
    }
}
