using System.Text;
using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;
using Conformance.Machine;
using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Harness.Checks;

/// <summary>
/// The scenario's own expectations: launches, terminations, output, containers left running, and the lists and updates that its steps
/// asked for. What it says about checks that must be violated is the judge's business, not this check's.
/// Judges each member that the scenario wrote.
/// </summary>
public sealed class Expect : ICheck
{
    /// <inheritdoc/>
    public string Id => "expect";

    /// <inheritdoc/>
    public string Sentence => "What the scenario itself expects has come about.";

    /// <inheritdoc/>
    public CheckResult Judge(RunRecord record)
    {
        var findings = new Findings(Id);
        var expect = record.Scenario.Expect;
        foreach (var (name, launch) in expect.Launches)
            JudgeLaunch(record, name, launch, findings);
        foreach (var (name, termination) in expect.Terminations)
            JudgeTermination(record, name, termination, findings);
        foreach (var (name, logs) in expect.Logs)
            JudgeLogs(record, name, logs, findings);
        foreach (var (name, talk) in expect.Talks)
            ExpectTalk.Judge(record, name, talk, findings);
        foreach (var name in expect.Containers)
            JudgeLeft(record, name, findings);
        JudgeAnswers(record, findings);
        return findings.Result();
    }

    private static void JudgeLaunch(RunRecord record, string name, ExpectedLaunch expected, Findings findings)
    {
        findings.Judge();
        var call = record.Index.Task(name)?.LaunchCall;
        if (call?.Answered is not { } answered)
        {
            findings.Violate(name, $"the launch of {name} was never answered", call?.Line);
            return;
        }

        if (expected.Answer is { } answer && answered.Launched != answer)
            findings.Violate(name, $"expected the launch of {name} to answer {(answer ? "true" : "false")}; it {Words(answered)}", call.Line, call.AnswerLine);
        if (expected.Fails is { } pattern && (answered.Failure is null || !Glob.Matches(pattern, answered.Failure)))
            findings.Violate(name, $"expected the launch of {name} to fail with '{pattern}'; it {Words(answered)}", call.Line, call.AnswerLine);
    }

    private static void JudgeTermination(RunRecord record, string name, ExpectedTermination expected, Findings findings)
    {
        findings.Judge();
        var task = record.Index.Task(name);
        if (task?.Terminated is not { } call)
        {
            findings.Violate(name, $"expected a termination of {name}; none was told", task?.Asked, task?.First("wait")?.AnswerLine);
            return;
        }

        var told = call.Answered!.Termination!;
        if (expected.Killed is { } killed && told.Killed != killed)
            Differ($"killed={Text(killed)}", $"killed={Text(told.Killed)}");
        if (expected.Message is { } pattern && !Glob.Matches(pattern, told.Message))
            Differ($"message '{pattern}'", $"'{told.Message}'");
        if (expected.Exit is { } exit && (!told.HasStatus || WaitStatus.ExitCode(told.Status) != exit))
            Differ($"exit code {exit}", Status(told));
        if (expected.Signal is { } signal && (!told.HasStatus || WaitStatus.Signal(told.Status) != signal))
            Differ($"signal {signal}", Status(told));

        void Differ(string wanted, string found) =>
            findings.Violate(name, $"expected the termination of {name} with {wanted}, found {found}", task.Asked, call.AnswerLine);
    }

    private static void JudgeLogs(RunRecord record, string name, ExpectedLogs expected, Findings findings)
    {
        var task = record.Index.Task(name);
        var output = task is null ? null : record.Truth.Sandboxes.GetValueOrDefault(task.ContainerId);
        JudgeLog("stdout", expected.Stdout, output?.Stdout);
        JudgeLog("stderr", expected.Stderr, output?.Stderr);
        if (expected.StderrEnd is { } end)
        {
            findings.Judge();
            var text = Encoding.UTF8.GetString(output?.Stderr ?? []);
            if (!text.EndsWith(end, StringComparison.Ordinal))
                findings.Violate(name, $"expected stderr of {name} to end with {Quote(end)}, found {Quote(text)}", task?.Asked);
        }

        void JudgeLog(string stream, string? wanted, byte[]? found)
        {
            if (wanted is null)
                return;
            findings.Judge();
            var text = found is null ? null : Encoding.UTF8.GetString(found);
            if (text != wanted)
                findings.Violate(name, $"expected {stream} of {name} to be {Quote(wanted)}, found {(text is null ? "no sandbox" : Quote(text))}", task?.Asked);
        }
    }

    private static void JudgeLeft(RunRecord record, string name, Findings findings)
    {
        findings.Judge();
        var task = record.Index.Task(name);
        var left = task is null
            ? []
            : record.Truth.Containers.Where(real => real.Name.Contains(task.ContainerId, StringComparison.Ordinal)).ToList();
        if (left.Count != 1 || left[0].Status != "running" || left[0].LiveProcesses == 0)
            findings.Violate(name, $"expected {name} to be left running, found {(left.Count == 0 ? "no container" : string.Join(", ", left.Select(real => $"{real.Name} {real.Status} with {real.LiveProcesses} processes")))}", task?.Asked, task?.Terminated?.AnswerLine);
    }

    private static void JudgeAnswers(RunRecord record, Findings findings)
    {
        var steps = record.Scenario.Steps;
        var begun = new Dictionary<int, HistoryEvent>();
        foreach (var line in record.Events)
        {
            if (line.Data is StepBegan step)
                begun[step.Number] = line;
        }

        for (var number = 1; number <= steps.Count; number++)
        {
            if (!begun.TryGetValue(number, out var begin))
                continue;
            if (steps[number - 1] is ContainersStep list)
                JudgeList(record, list, begin, findings);
            else if (steps[number - 1] is UpdateStep { Answer: { } answer } update)
                JudgeUpdate(record, update, answer, begin, findings);
        }
    }

    private static void JudgeList(RunRecord record, ContainersStep step, HistoryEvent begin, Findings findings)
    {
        findings.Judge();
        var call = record.Index.Calls.FirstOrDefault(call =>
            call.Made.Method == "containers" && call.Made.Agent == AgentName.Of(step.Agent) && call.Line.Sequence > begin.Sequence);
        var found = call?.Answered?.Containers?
            .Select(id => record.Index.Tasks.FirstOrDefault(task => task.ContainerId == id)?.Name ?? id)
            .Order(StringComparer.Ordinal)
            .ToList();
        var wanted = step.Names.Order(StringComparer.Ordinal).ToList();
        if (found is null || !found.SequenceEqual(wanted))
            findings.Violate(null, $"expected containers to answer [{string.Join(", ", wanted)}], found {(found is null ? call?.Answered?.Failure ?? "no answer" : $"[{string.Join(", ", found)}]")}", begin, call?.AnswerLine);
    }

    private static void JudgeUpdate(RunRecord record, UpdateStep step, string expected, HistoryEvent begin, Findings findings)
    {
        findings.Judge();
        var call = record.Index.Task(step.Container)?.Calls.FirstOrDefault(call => call.Made.Method == "update" && call.Line.Sequence > begin.Sequence);
        var found = call?.Answered is { } answered ? answered.Failure ?? UpdateStep.Ok : "no answer";
        if (!Glob.Matches(expected, found))
            findings.Violate(step.Container, $"expected the update of {step.Container} to be answered '{expected}', found '{found}'", begin, call?.Line, call?.AnswerLine);
    }

    private static string Words(CallAnswered answered) => answered.Failure is { } failure
        ? $"failed: {failure}"
        : $"answered {(answered.Launched == true ? "true" : "false")}";

    private static string Status(Termination told) => !told.HasStatus
        ? "no status"
        : WaitStatus.ExitCode(told.Status) is { } code ? $"exit code {code}" : $"signal {WaitStatus.Signal(told.Status)}";

    private static string Text(bool value) => value ? "true" : "false";

    private static string Quote(string text)
    {
        const int Longest = 200;
        var cut = text.Length > Longest ? text[..Longest] + $"... ({text.Length} characters)" : text;
        return "\"" + cut.Replace("\n", "\\n", StringComparison.Ordinal) + "\"";
    }
}
