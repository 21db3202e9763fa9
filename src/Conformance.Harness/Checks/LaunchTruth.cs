using System.Globalization;
using Conformance.Containerizer;
using Conformance.Docker;
using Conformance.Harness.Runs;
using Conformance.Machine;
using Conformance.Mesos.Messages;

namespace Conformance.Harness.Checks;

/// <summary>
/// I13: a launch is answered with true, and a task reported running, only when the daemon has really started its container. A launch
/// that failed says why; if the daemon had refused create or start, in the daemon's words. A create that was refused for want of the
/// image may be followed by a pull; then that pull's refusal is what counts, if there was any.
/// An executor inside the container is quicker than its daemon, which tells of a start when the process runs: then a start that is under
/// way and comes true is enough. A task without a container is not Docker's to start; where a command executor runs it, the launch starts that. Judges each answered launch and each report of a running task.
/// </summary>
public sealed class LaunchTruth : ICheck
{
    private const int FirstError = 400;

    /// <inheritdoc/>
    public string Id => "launch-truth";

    /// <inheritdoc/>
    public string Sentence => "Running is said only of what was really started; a launch that failed gives the daemon's reason.";

    /// <inheritdoc/>
    public string Invariants => "I13";

    /// <inheritdoc/>
    public bool NeedsEnd => false;

    /// <inheritdoc/>
    public CheckResult Judge(RunRecord record)
    {
        var findings = new Findings(Id);
        foreach (var task in record.Index.Tasks)
        {
            if (task.IsOnHost)
                continue;
            foreach (var call in task.Calls)
            {
                if (call.Answered?.Launched == true && !task.HasCommandExecutor)
                    JudgeStarted(record, task, call.AnswerLine!, "its launch was answered with true", findings);
                else if (call is { Made.Method: "launch", Answered.Failure: { } failure })
                    JudgeFailure(record, task, call, failure, findings);
            }

            foreach (var line in task.Reports)
            {
                if (line.Data is TaskReported { State: TaskState.TaskRunning })
                    JudgeStarted(record, task, line, "it was reported running", findings);
            }
        }

        return findings.Result();
    }

    private static void JudgeStarted(RunRecord record, TaskView task, HistoryEvent line, string what, Findings findings)
    {
        findings.Judge();
        foreach (var container in task.Containers)
        {
            if (container.Runs.Count > 0 && (container.Runs[0].Start.Sequence < line.Sequence || (IsToldFromInside(task, line) && IsStarting(record, task, line.Sequence))))
                return;
        }

        findings.Violate(task.Name, $"no container of {task.Name} had been started when {what}", task.Asked, line);
    }

    private static bool IsToldFromInside(TaskView task, HistoryEvent line) => task.Launch.TaskInfo is null && line.Data is TaskReported;

    private static bool IsStarting(RunRecord record, TaskView task, int before) =>
        record.Events.Take(before).Any(line => line.Data is EngineReceived { Operation: "container.start" } asked && IsAbout(record, task, asked.Target));

    private static void JudgeFailure(RunRecord record, TaskView task, CallView call, string failure, Findings findings)
    {
        findings.Judge();
        if (string.IsNullOrWhiteSpace(failure))
        {
            findings.Violate(task.Name, $"the launch of {task.Name} failed without a reason", call.Line, call.AnswerLine);
            return;
        }

        // Who was told to destroy it says so instead, whatever the daemon answers meanwhile.
        if (task.First("destroy")?.Line.Sequence < call.AnswerLine!.Sequence)
            return;
        HistoryEvent? refusal = null;
        for (var index = call.Line.Sequence; index < call.AnswerLine.Sequence; index++)
        {
            if (record.Events[index].Data is EngineReceived { Operation: "image.pull", Target: { } image } && IsForWantOfImage(refusal) && IsOf(task, image))
                refusal = null;
            if (refusal is not null && IsOvercome(record, task, (EngineAnswered)refusal.Data, record.Events[index].Data))
                refusal = null;
            if (record.Events[index].Data is not EngineAnswered { Operation: "container.create" or "container.start" or "image.pull" } answer
                || Refusal(answer.Outcome) is not { } reason)
                continue;
            // A docker program that is refused a create for want of the image pulls it, and tells how that went.
            if (failure.Contains(reason, StringComparison.Ordinal))
                return;
            if (answer.Operation != "image.pull" && IsAbout(record, task, answer.Target))
                refusal = record.Events[index];
        }

        if (refusal is not null)
            findings.Violate(task.Name, $"the launch of {task.Name} failed with '{failure}', which is not what the daemon had said", call.Line, refusal, call.AnswerLine);
    }

    /// <summary>Whether the same was granted later: under another name, say. What the launch failed for is then something else.</summary>
    private static bool IsOvercome(RunRecord record, TaskView task, EngineAnswered refusal, EventData data) =>
        data is EngineAnswered { Outcome: "ok" } answer && answer.Operation == refusal.Operation && IsAbout(record, task, answer.Target);

    private static bool IsForWantOfImage(HistoryEvent? refusal) =>
        refusal?.Data is EngineAnswered { Operation: "container.create" } answer && answer.Outcome.StartsWith("404 ", StringComparison.Ordinal);

    private static bool IsOf(TaskView task, string image) =>
        MesosCommandLine.ContainerOf(task.Launch)?.Docker?.Image is { } asked && image.Contains(asked.Split(':')[0], StringComparison.Ordinal);

    private static bool IsAbout(RunRecord record, TaskView task, string? target) =>
        target is not null && (target.Contains(task.ContainerId, StringComparison.Ordinal) || record.Index.Container(target)?.Owner == task);

    /// <summary>The message of an outcome <c>STATUS message</c>; null if it is no refusal, or one without a message.</summary>
    private static string? Refusal(string outcome)
    {
        var blank = outcome.IndexOf(' ');
        return blank > 0 && int.TryParse(outcome.AsSpan(0, blank), NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status >= FirstError
            ? outcome[(blank + 1)..].Trim() is { Length: > 0 } reason ? reason : null
            : null;
    }
}
