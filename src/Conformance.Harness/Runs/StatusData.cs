using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Conformance.Containerizer;
using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Harness.Runs;

/// <summary>
/// What stands in <c>TaskStatus.data</c>: from 0.23.0 on the executor of a task puts the answer of <c>docker inspect</c> there when it
/// reports that it runs. Where no executor says anything, the agent does, which does not ask Docker: that answer reduced to what
/// the agent knows, a list of one container with the labels by which it is found (<see cref="ContainerLabels"/>), so that who holds a
/// status update can search daemon, logs and checkpoints for framework, executor, task and container.
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

    /// <summary>The Docker id in such data; null where none is said.</summary>
    public static string? DockerId(string data) =>
        Read(data, container => container.TryGetProperty("Id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null);

    /// <summary>The labels in such data; empty when it is anything else, as what an executor says for itself may be.</summary>
    public static IReadOnlyDictionary<string, string> Labels(string data)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        return Read(data, Collect) ?? labels;

        Dictionary<string, string>? Collect(JsonElement container)
        {
            if (Member(container, "Config") is { } config && Member(config, "Labels") is { } found)
            {
                foreach (var label in found.EnumerateObject())
                    labels[label.Name] = label.Value.ValueKind == JsonValueKind.String ? label.Value.GetString()! : label.Value.GetRawText();
            }

            return labels;
        }
    }

    /// <summary>Reads the first container of a list; null when the data is anything else.</summary>
    private static T? Read<T>(string data, Func<JsonElement, T?> read)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(data);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0 && root[0].ValueKind == JsonValueKind.Object ? read(root[0]) : null;
        }
        catch (JsonException)
        {
            // No JSON at all.
            return null;
        }
    }

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object ? member : null;
}
