using System.Text;

namespace Conformance.Harness.Fidelity;

/// <summary>Calls to be played on a daemon, step by step.</summary>
/// <param name="Name">What it is told by: a seed, or the name of one that was written by hand.</param>
/// <param name="Version">What stands before each path: nothing, or such as <c>/v1.24</c>.</param>
/// <param name="Steps">The steps.</param>
public sealed record CallSequence(string Name, string Version, IReadOnlyList<SequenceStep> Steps)
{
    /// <summary>Every call of it.</summary>
    public IEnumerable<ApiCall> Calls => Steps.SelectMany(step => step.Calls);

    /// <summary>Whether each step may come where it stands.</summary>
    public bool IsPossible
    {
        get
        {
            var model = SequenceModel.Start(Version);
            foreach (var step in Steps)
            {
                if (!step.Needs(model))
                    return false;
                model = step.Then(model);
            }

            return true;
        }
    }

    /// <summary>Lines for a shell, to be tried by hand with <c>S=/path/of/docker.sock</c>.</summary>
    public string ToCurl()
    {
        var lines = new StringBuilder();
        foreach (var action in Steps.SelectMany(step => step.Actions))
        {
            var isOpen = action is Begin or Cross;
            foreach (var call in action.Calls)
                lines.Append(Curl(call)).Append(isOpen ? " &\n" : "\n");
            if (action is Cross)
                lines.Append("wait\n");
        }

        return lines.ToString();
    }

    private string Curl(ApiCall call) =>
        $"curl -sg --unix-socket $S -X {call.Method} 'http://d{Version}{call.Path}'"
        + (call.Body is { } body ? $" -H 'Content-Type: application/json' -d '{body.Replace("'", "'\\''", StringComparison.Ordinal)}'" : "")
        + (call.IsHijacking ? " -H 'Connection: Upgrade' -H 'Upgrade: tcp'" : "")
        + (call.Keeps is { } name ? $"   # its Id is @{name}@" : "");
}
