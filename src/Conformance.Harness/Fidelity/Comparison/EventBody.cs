using System.Text.Json.Nodes;

namespace Conformance.Harness.Fidelity;

/// <summary>
/// Events as a comparison wants them: those of each actor in their order. What two containers do at the same time comes in any order, but
/// a network tells of each container by itself. Whether a daemon notices the end of an attached client before that of its container, and
/// tells it as a <c>detach</c>, is chance.
/// </summary>
internal static class EventBody
{
    /// <summary>The events by their actor.</summary>
    public static JsonObject Read(IEnumerable<JsonNode?> lines, AnswerNormaliser normaliser)
    {
        var actors = new JsonObject();
        foreach (var line in lines.OfType<JsonObject>())
        {
            var normal = normaliser.Normalise(line, "")!;
            var actor = $"{normal["Type"]} {normal["Actor"]?["ID"]} {normal["Actor"]?["Attributes"]?["container"]}".TrimEnd();
            if (actors[actor]?["events"] is not JsonArray events)
                actors[actor] = new JsonObject { ["actions"] = "", ["events"] = events = [] };
            if (normal["Action"]?.ToString() == "detach" && events.Any(earlier => earlier!["Action"]?.ToString() == "die"))
                continue;
            // First, to be read in a difference at a glance.
            actors[actor]!["actions"] = $"{actors[actor]!["actions"]} {normal["Action"]}".TrimStart();
            events.Add(normal);
        }

        return actors;
    }
}
