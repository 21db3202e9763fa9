using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Conformance.Machine;
using Conformance.Mesos.Messages;
using Google.Protobuf;

namespace Conformance.Containerizer;

/// <summary>Writes the lines of the stdio protocol.</summary>
internal static class StdioWriter
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonFormatter Formatter =
        new(JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true));

    public static string Write(StdioMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            WriteMembers(json, message);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static void WriteMessage(Utf8JsonWriter json, string name, IMessage message)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(Formatter.Format(message), skipInputValidation: true);
    }

    private static void WriteMembers(Utf8JsonWriter json, StdioMessage message)
    {
        switch (message)
        {
            case HarnessHello hello:
                json.WriteStartObject("hello");
                json.WriteNumber("protocol", hello.Protocol);
                StdioOptions.Write(json, hello.Options);
                json.WriteEndObject();
                break;
            case SubjectHello hello:
                json.WriteStartObject("hello");
                json.WriteNumber("protocol", hello.Protocol);
                json.WriteString("name", hello.Name);
                json.WriteStartArray("capabilities");
                foreach (var capability in hello.Capabilities)
                    json.WriteStringValue(capability);
                json.WriteEndArray();
                json.WriteEndObject();
                break;
            case StdioRequest request:
                json.WriteNumber("id", request.Id);
                json.WriteString("call", request.Call);
                WriteArguments(json, request);
                break;
            case StdioAnswer answer:
                json.WriteNumber("id", answer.Id);
                WriteResult(json, answer);
                break;
            case StdioPoint point:
                json.WriteNumber("point", point.Number);
                json.WriteString("name", point.Name);
                if (point.Container is { } container)
                    json.WriteString("container", container);
                json.WriteString("phase", point.Phase == Phase.Before ? "before" : "after");
                break;
            case StdioGo go:
                json.WriteNumber("go", go.Number);
                break;
            default:
                throw new ArgumentException($"No line for a {message.GetType().Name}.", nameof(message));
        }
    }

    private static void WriteArguments(Utf8JsonWriter json, StdioRequest request)
    {
        switch (request)
        {
            case RecoverRequest { State: { } state }:
                StdioState.Write(json, state);
                break;
            case RecoverRequest:
                json.WriteNull("state");
                break;
            case LaunchRequest launch:
                WriteMessage(json, "launch", launch.Launch);
                break;
            case UpdateRequest update:
                WriteMessage(json, "update", update.Update);
                break;
            case UsageRequest usage:
                WriteMessage(json, "usage", new Usage { ContainerId = Id(usage.ContainerId) });
                break;
            case WaitRequest wait:
                WriteMessage(json, "wait", new Wait { ContainerId = Id(wait.ContainerId) });
                break;
            case DestroyRequest destroy:
                WriteMessage(json, "destroy", new Destroy { ContainerId = Id(destroy.ContainerId) });
                break;
        }
    }

    private static void WriteResult(Utf8JsonWriter json, StdioAnswer answer)
    {
        if (answer is FailureAnswer failure)
        {
            json.WriteStartObject("error");
            json.WriteString("message", failure.Message);
            json.WriteBoolean("definite", failure.IsDefinite);
            json.WriteEndObject();
            return;
        }

        json.WriteBoolean("ok", true);
        var success = (SuccessAnswer)answer;
        if (success.Launched is { } launched)
            json.WriteBoolean("result", launched);
        else if (success.Termination is { } termination)
            WriteMessage(json, "result", termination);
        else if (success.Statistics is { } statistics)
            WriteMessage(json, "result", statistics);
        else if (success.Containers is { } containers)
            WriteMessage(json, "result", new Containers { Containers_ = { containers.Select(Id) } });
    }

    private static ContainerID Id(string value) => new() { Value = value };
}
