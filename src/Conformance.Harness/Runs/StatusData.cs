using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Conformance.Containerizer;
using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Harness.Runs;

/// <summary>
/// What the agent puts into <c>TaskStatus.data</c>: from 0.23.0 on Mesos puts the answer of <c>docker inspect</c> there. The agent
/// of this harness does not ask Docker, so it is that answer reduced to what the agent knows: a list of one container with the
/// labels by which it is found (<see cref="ContainerLabels"/>), so that who holds a status update can search daemon, logs and
/// checkpoints for framework, executor, task and container.
/// </summary>
public static class StatusData
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The data of every status update of a task.</summary>
    public static string Of(Launch launch, ContainerizerOptions options)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Relaxed))
        {
            json.WriteStartArray();
            json.WriteStartObject();
            json.WriteStartObject("Config");
            json.WriteStartObject("Labels");
            foreach (var (name, value) in ContainerLabels.Of(launch, options with { SlaveId = launch.SlaveId.Value }))
                json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>The labels in such data; empty when it is anything else, as what an executor says for itself may be.</summary>
    public static IReadOnlyDictionary<string, string> Labels(string data)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(data);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0 && Member(root[0], "Config") is { } config && Member(config, "Labels") is { } found)
            {
                foreach (var label in found.EnumerateObject())
                    labels[label.Name] = label.Value.ValueKind == JsonValueKind.String ? label.Value.GetString()! : label.Value.GetRawText();
            }
        }
        catch (JsonException)
        {
            // No JSON at all.
        }

        return labels;
    }

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object ? member : null;
}
