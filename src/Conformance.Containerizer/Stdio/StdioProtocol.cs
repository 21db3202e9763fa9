using System.Text.Json;
using Conformance.Machine;
using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>
/// The stdio protocol: one JSON object a line, UTF-8, in both directions. The specification is proto/README.md; this is
/// the one place that reads and writes its lines, for both sides. Reading a line that breaks the rules throws
/// <see cref="StdioProtocolException"/>. Unknown members are ignored, doubled ones refused.
/// </summary>
public static class StdioProtocol
{
    /// <summary>The version that this program speaks.</summary>
    public const int Version = 1;

    /// <summary>Capability: the subject announces its points and waits for <c>go</c>.</summary>
    public const string Points = "points";

    /// <summary>Capability: every task gets an executor of its own that registers with the agent.</summary>
    public const string Executors = "executors";

    /// <summary>Capability: the labels of a task are labels of its container.</summary>
    public const string Labels = "labels";

    /// <summary>A line without its line feed.</summary>
    public static string Write(StdioMessage message) => StdioWriter.Write(message);

    /// <summary>Reads what a harness sends: <see cref="HarnessHello"/>, a <see cref="StdioRequest"/> or <see cref="StdioGo"/>.</summary>
    public static StdioMessage ReadFromHarness(string line)
    {
        using var reader = new StdioReader("a line of the harness: {\"hello\":{...}}, {\"id\":N,\"call\":\"...\"} or {\"go\":N}", line);
        if (reader.Object("hello") is { } hello)
            return new HarnessHello(reader.Number(hello, "protocol"), StdioOptions.Read(reader, reader.RequiredObject(hello, "options")));
        if (reader.OptionalNumber(reader.Root, "go") is { } number)
            return new StdioGo(number);
        var id = reader.Number(reader.Root, "id");
        return reader.Text(reader.Root, "call") switch
        {
            "recover" => new RecoverRequest(id, reader.Object("state") is { } state ? StdioState.Read(reader, state) : null),
            "launch" => new LaunchRequest(id, reader.Message<Launch>(reader.RequiredObject(reader.Root, "launch"))),
            "update" => new UpdateRequest(id, reader.Message<Update>(reader.RequiredObject(reader.Root, "update"))),
            "usage" => new UsageRequest(id, reader.Message<Usage>(reader.RequiredObject(reader.Root, "usage")).ContainerId.Value),
            "wait" => new WaitRequest(id, reader.Message<Wait>(reader.RequiredObject(reader.Root, "wait")).ContainerId.Value),
            "destroy" => new DestroyRequest(id, reader.Message<Destroy>(reader.RequiredObject(reader.Root, "destroy")).ContainerId.Value),
            "containers" => new ContainersRequest(id),
            var call => throw reader.Wrong(
                $"There is no call '{call}'; the calls are recover, launch, update, usage, wait, destroy, containers."),
        };
    }

    /// <summary>
    /// Reads what a subject sends: <see cref="SubjectHello"/>, a <see cref="StdioAnswer"/> or a <see cref="StdioPoint"/>.
    /// </summary>
    /// <param name="line">Without line feed.</param>
    /// <param name="callOf">Which call an open request was, by its id; null if there is no such open request.</param>
    public static StdioMessage ReadFromSubject(string line, Func<int, string?> callOf)
    {
        using var reader = new StdioReader(
            "a line of the subject: {\"hello\":{...}}, {\"id\":N,\"ok\":true,...}, {\"id\":N,\"error\":{...}} or {\"point\":N,...}", line);
        if (reader.Object("hello") is { } hello)
            return new SubjectHello(reader.Number(hello, "protocol"), reader.Text(hello, "name"), reader.Texts(hello, "capabilities"));
        if (reader.OptionalNumber(reader.Root, "point") is { } point)
        {
            var phase = reader.Text(reader.Root, "phase") switch
            {
                "before" => Phase.Before,
                "after" => Phase.After,
                var word => throw reader.Wrong($"'phase' must be \"before\" or \"after\", not \"{word}\"."),
            };
            return new StdioPoint(point, reader.Text(reader.Root, "name"), reader.OptionalText(reader.Root, "container"), phase);
        }

        var id = reader.Number(reader.Root, "id");
        var call = callOf(id) ?? throw reader.Wrong($"This answers request {id}, but no such request is open.");
        if (reader.Object("error") is { } error)
            return new FailureAnswer(id, reader.Text(error, "message"), reader.OptionalFlag(error, "definite") ?? false);
        if (reader.OptionalFlag(reader.Root, "ok") != true)
            throw reader.Wrong("An answer has either \"ok\":true or \"error\":{...}.");
        return call switch
        {
            "launch" => new SuccessAnswer(id) { Launched = reader.OptionalFlag(reader.Root, "result") ?? throw MissingResult("true or false") },
            "wait" => new SuccessAnswer(id) { Termination = reader.Message<Termination>(Result("a Termination")) },
            "usage" => new SuccessAnswer(id) { Statistics = reader.Message<ResourceStatistics>(Result("a ResourceStatistics")) },
            "containers" => new SuccessAnswer(id)
            {
                Containers = [.. reader.Message<Containers>(Result("a Containers")).Containers_.Select(container => container.Value)],
            },
            _ => new SuccessAnswer(id),
        };

        JsonElement Result(string what) => reader.Object("result") ?? throw MissingResult(what);

        StdioProtocolException MissingResult(string what) => reader.Wrong($"A good answer to '{call}' needs \"result\": {what}.");
    }
}
