using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;
using Conformance.Mesos.Messages;

namespace Conformance.Harness.Checks;

/// <summary>The part of <see cref="Expect"/> that is about what agent, executor and framework said to each other.</summary>
internal static class ExpectTalk
{
    /// <summary>Judges what the scenario expects of one container.</summary>
    public static void Judge(RunRecord record, string name, ExpectedTalk expected, Findings findings)
    {
        findings.Judge();
        var task = record.Index.Task(name);
        if (expected.Reports is { } wanted)
        {
            var reports = task?.Reports ?? [];
            var found = reports.Select(line => Words((TaskReported)line.Data)).ToList();
            if (found.Count != wanted.Count || !wanted.Zip(found).All(pair => Matches(pair.First, pair.Second)))
                findings.Violate(name, $"expected the reports [{string.Join(", ", wanted)}] about {name}, found [{string.Join(", ", found)}]", [task?.Asked, .. reports]);
        }

        if (expected.Data is { } pattern)
            JudgeData(name, task, pattern, findings);
        JudgeMessages(record, name, task, expected.Messages, findings);
    }

    private static void JudgeData(string name, TaskView? task, string pattern, Findings findings)
    {
        var running = task?.Reports.FirstOrDefault(line => line.Data is TaskReported { State: TaskState.TaskRunning });
        var found = (running?.Data as TaskReported)?.Data;
        if (found is null || !Glob.Matches(pattern, found))
            findings.Violate(name, $"expected {name} to be reported running with data '{pattern}', found {(found is null ? "no such report" : $"'{found}'")}", task?.Asked, running);
    }

    private static void JudgeMessages(RunRecord record, string name, TaskView? task, IReadOnlyList<string> wanted, Findings findings)
    {
        var next = 0;
        var last = task?.Asked;
        foreach (var line in record.Events)
        {
            if (next == wanted.Count)
                return;
            if (line.Data.Container is { } id && id != task?.ContainerId)
                continue;
            var words = line.Data switch
            {
                ExecutorHeard heard => heard.Words,
                ExecutorTold told => told.Words,
                _ => null,
            };
            if (words is null || !Glob.Matches(wanted[next], words))
                continue;
            next++;
            last = line;
        }

        if (next < wanted.Count)
            findings.Violate(name, $"expected the message '{wanted[next]}' about {name}{(next == 0 ? "" : $" after '{wanted[next - 1]}'")}; it did not come", last);
    }

    /// <summary><c>failed: Container killed</c>; a pattern of the state alone fits whatever was said with it.</summary>
    private static bool Matches(string pattern, string words) => Glob.Matches(pattern, words) || Glob.Matches(pattern + ": *", words);

    private static string Words(TaskReported report)
    {
        var state = report.State.ToString()["Task".Length..].ToLowerInvariant();
        return report.Message.Length == 0 ? state : $"{state}: {report.Message}";
    }
}
