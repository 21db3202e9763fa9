using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.FakeDocker;

// The steps that change the configuration alone.
internal sealed partial class BuildRun
{
    private ImageConfig Config
    {
        get
        {
            var config = image?.Config ?? new ImageConfig();
            var inherited = config.Others?.Where(member => member.Key != "OnBuild").ToDictionary(StringComparer.Ordinal);
            return config with { Env = environmentOfBase is null ? config.Env : [.. environmentOfBase, .. config.Env ?? []], Others = isOnBase ? inherited : config.Others };
        }
    }

    /// <summary>Words of the shell before a step for which nothing is run.</summary>
    private static string Nothing(ImageConfig config) => string.Join(' ', ImageShell.Of(config)) + " #(nop) ";

    private Task Configure(string word, string text)
    {
        var config = ImageChanges.Apply([$"{word} {text}"], Config);
        var shown = word switch
        {
            "CMD" => GoQuoting.List(config.Cmd ?? []),
            "ENTRYPOINT" => GoQuoting.List(config.Entrypoint ?? []),
            "VOLUME" => "[" + string.Join(' ', ImageChanges.ListOf(text)) + "]",
            "ENV" or "LABEL" => string.Join(' ', ImageChanges.PairsOf(word, text).Select(pair => $"{pair.Key}={pair.Value}")),
            _ => text,
        };
        return Commit($"{Nothing(config)} {word} {shown}", config);
    }

    private Task StopWith(string signal) => Signals.Parse(signal) is null or 0
        ? throw new BuildFailure(EngineErrors.InvalidSignal(signal).Message)
        : Commit($"{Nothing(Config)} STOPSIGNAL {signal}", Config with { StopSignal = signal });

    /// <summary>What an instruction does not say is what the image below has, though history does not show it.</summary>
    private Task LookAfter(string text)
    {
        var health = HealthInstruction.Read(text);
        if (Config.Healthcheck?.Test is { Count: > 0 } old && old[0] != "NONE")
            output.Say($"Note: overriding previous HEALTHCHECK: [{string.Join(' ', old)}]\n");
        return Commit($"{Nothing(Config)} HEALTHCHECK {HealthInstruction.Show(health)}", Config with { Healthcheck = HealthRules.Merge(health, Config.Healthcheck) });
    }

    private Task TakeShell(string text)
    {
        var shell = ImageChanges.JsonListOf(text)!;
        var config = ImageShell.With(Config, shell);
        return Commit($"{Nothing(config)} SHELL [{string.Join(' ', shell)}]", config);
    }

    private Task Maintain(string who)
    {
        maintainer = who;
        return Commit($"{Nothing(Config)} MAINTAINER {who}", Config);
    }

    /// <summary>No program runs in the container of such a step.</summary>
    private async Task Commit(string made, ImageConfig config, ContainerFiles? files = null)
    {
        if (TakeFromCache(made))
            return;
        var container = Hex.Random(core.World);
        output.Say($" ---> Running in {container[..12]}\n");
        output.Say($"Removing intermediate container {container[..12]}\n");
        await Derive(new DerivedStep(made, container), config, files?.Changes().Count > 0 ? files : null);
    }
}
