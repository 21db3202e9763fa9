using Conformance.Harness.Scenarios;

namespace Conformance.Harness.Exploration;

/// <summary>A task of a random workload.</summary>
/// <param name="Launch">The step that asks for it.</param>
internal sealed record RandomTask(LaunchStep Launch)
{
    /// <summary>Whether it ends by itself; otherwise somebody has to destroy it.</summary>
    public bool IsEnding { get; init; }

    /// <summary>How it ends when nothing is in its way; null where that cannot be said.</summary>
    public ExpectedTermination? End { get; init; }

    /// <summary>What it writes when nothing is in its way; null where that cannot be said.</summary>
    public ExpectedLogs? Logs { get; init; }
}

/// <summary>Tasks: such as end by themselves, with any code or signal; such as do not, and mind a TERM or not; such as cannot start.</summary>
internal sealed class RandomTasks(Choices choices, RandomTexts texts, IReadOnlyList<ImageSettings> images)
{
    private const double LeastCpus = 0.05;
    private const int Shells = 6;

    /// <summary>A task of this name.</summary>
    public RandomTask Make(string name)
    {
        var task = choices.Between(0, Shells + 3) switch
        {
            0 => Arguments(),
            1 => Missing(),
            2 => OfImage(),
            3 => Variables(),
            _ => Shell(),
        };
        return task with
        {
            Launch = task.Launch with
            {
                Container = name,
                Cpus = choices.Chance(70) ? task.Launch.Cpus : LeastCpus * choices.Between(1, 40),
                Mem = choices.Chance(70) ? task.Launch.Mem : new ByteSize(choices.Between(4, 512) * (1L << 20)),
            },
        };
    }

    private static LaunchStep Step(string image) => new() { Container = "", Image = image };

    /// <summary>Every word as it was given, through a command without shell.</summary>
    private RandomTask Arguments()
    {
        var words = choices.Many(0, 5, texts.Any);
        var value = choices.Chance(50) ? texts.Any() : null;
        var step = Step(RandomImages.Printer) with { Shell = false, Value = value, Arguments = words };
        var written = string.Concat((value is null ? words : [value, .. words]).DefaultIfEmpty("").Select(word => $"<{word}>"));
        return new RandomTask(step) { IsEnding = true, End = Code(0), Logs = new ExpectedLogs { Stdout = written, Stderr = "" } };
    }

    /// <summary>Variables as they were given, told by a shell.</summary>
    private RandomTask Variables()
    {
        var env = new Dictionary<string, string> { ["TOLD"] = texts.Any() };
        foreach (var name in choices.Many(0, 3, texts.Variable))
            env[name] = texts.Any();
        var step = Step(RandomImages.Plain) with { Value = "printf '<%s>' \"$TOLD\"", Env = env };
        return new RandomTask(step) { IsEnding = true, End = Code(0), Logs = new ExpectedLogs { Stdout = $"<{env["TOLD"]}>" } };
    }

    private RandomTask Shell()
    {
        var pause = choices.Chance(50) ? "" : FormattableString.Invariant($"sleep {choices.Between(1, 40)}; ");
        var code = choices.Pick([0, 1, 2, 7, 42, 125, 126, 127, 137, 143, 255]);
        var text = choices.Chance(30) ? texts.Any() : texts.Word();
        var step = Step(RandomImages.Plain);
        return choices.Between(0, Shells - 1) switch
        {
            0 => new RandomTask(step with { Value = FormattableString.Invariant($"{pause}exit {code}") }) { IsEnding = true, End = Code(code) },
            1 => new RandomTask(step with { Value = FormattableString.Invariant($"printf %s {RandomTexts.Quoted(text)}; {pause}echo end >&2; exit {code}") })
            {
                IsEnding = true,
                End = Code(code),
                Logs = new ExpectedLogs { Stdout = text, Stderr = "end\n" },
            },
            2 => new RandomTask(step with { Value = FormattableString.Invariant($"{pause}kill -{choices.Pick([9, 6, 11])} $$") }) { IsEnding = true },
            3 => new RandomTask(step with { Value = "trap '' TERM; while true; do echo tick; sleep 30; done" }),
            4 => new RandomTask(step with { Value = FormattableString.Invariant($"trap 'exit {code}' TERM; sleep 100000 & wait") }),
            _ => new RandomTask(step with { Value = "sleep 100000" }),
        };
    }

    /// <summary>Whatever the image runs.</summary>
    private RandomTask OfImage()
    {
        var image = images[choices.Between(1, images.Count - 1)];
        return image.Cmd is null && image.Entrypoint is null
            ? new RandomTask(Step(image.Name) with { Shell = false, Value = "/bin/true" }) { IsEnding = true, End = image.Registry is null ? Code(0) : null }
            : new RandomTask(Step(image.Name)) { IsEnding = image.Entrypoint is not null };
    }

    /// <summary>What cannot start: no such image, no such program, no command.</summary>
    private RandomTask Missing() => choices.Between(0, 2) switch
    {
        0 => new RandomTask(Step("127.0.0.1:1/" + texts.Word())) { IsEnding = true },
        1 => new RandomTask(Step(RandomImages.Plain) with { Shell = false, Value = "/bin/" + texts.Word() + "-missing", Arguments = [texts.Any()] }) { IsEnding = true },
        _ => new RandomTask(Step(RandomImages.Plain) with { Shell = true }) { IsEnding = true },
    };

    private static ExpectedTermination Code(int code) => new() { Exit = code, Killed = false };
}
