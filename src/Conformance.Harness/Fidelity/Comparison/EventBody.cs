using System.Text.Json.Nodes;

namespace Conformance.Harness.Fidelity;

/// <summary>
/// Events as a comparison wants them: those of each actor in their order. What two containers do at the same time comes in any order, but
/// a network tells of each container by itself.
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
            // First, to be read in a difference at a glance.
            actors[actor]!["actions"] = $"{actors[actor]!["actions"]} {normal["Action"]}".TrimStart();
            events.Add(normal);
        }

        return actors;
    }
}
