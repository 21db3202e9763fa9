using System.Text;
using Conformance.Machine;

namespace Conformance.Harness.Runs;

/// <summary>
/// The order of events of a run without what differs between any two seeds: no times, no pids, and ids replaced by the order in
/// which they came up. Two runs with the same text took the same way.
/// </summary>
public static class EventOrder
{
    private const int ShortestId = 12;

    /// <summary>The order as text, one line an event: actor, kind, container.</summary>
    public static string Of(IReadOnlyList<HistoryEvent> events)
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        var text = new StringBuilder();
        foreach (var line in events)
        {
            Normalise(text, line.Actor, ids);
            text.Append(' ').Append(line.Data.Kind).Append(' ');
            Normalise(text, line.Data.Container ?? "", ids);
            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Copies text; each run of hexadecimal digits and hyphens that is long enough for an id becomes <c>#n</c>.</summary>
    private static void Normalise(StringBuilder text, string part, Dictionary<string, string> ids)
    {
        var from = 0;
        while (from < part.Length)
        {
            var to = from;
            while (to < part.Length && (char.IsAsciiHexDigitLower(part[to]) || part[to] == '-'))
                to++;
            if (to - from >= ShortestId)
            {
                var id = part[from..to].Trim('-');
                if (!ids.TryGetValue(id, out var name))
                    ids[id] = name = "#" + (ids.Count + 1);
                text.Append(name);
                from = to;
            }
            else if (char.IsAsciiDigit(part[from]))
            {
                // A pid in an actor's name.
                text.Append('N');
                while (from < part.Length && char.IsAsciiDigit(part[from]))
                    from++;
            }
            else
            {
                text.Append(part[from++]);
            }
        }
    }
}
