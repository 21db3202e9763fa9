namespace Conformance.Harness.Fidelity;

/// <summary>Sequences of waits, logs, attached clients and events that chance makes too seldom, and the answers that must be reached.</summary>
internal static class StreamSequences
{
    /// <summary>All of them.</summary>
    public static IEnumerable<CallSequence> All =>
    [
        new("logs that cannot be read", "",
        [
            ContainerSequences.Of("c0", """{"Image":"box","HostConfig":{"NetworkMode":"none","LogConfig":{"Type":"none"}}}"""),
            SequenceStep.Look(Log("stdout=1"), Log("stdout=1&since=zzz"), ApiCall.Post("/containers/c0/start"), ApiCall.Post("/containers/c0/wait"), Log("stdout=1"), Log("")),
        ]),
        new("a log in every way", "",
        [
            ContainerSequences.Of("c0", ContainerBodies.Whole("\"Cmd\":[\"sh\",\"-c\",\"echo one; echo two; echo three; printf four\"]", "", "none")),
            SequenceStep.Look(ApiCall.Post("/containers/c0/start"), ApiCall.Post("/containers/c0/wait")),
            SequenceStep.Look([.. StreamFamily.Logs.Select(Log)]),
        ]),
        new("attached clients that are refused", "",
        [
            ContainerSequences.Of("c0", ContainerBodies.Whole("\"Cmd\":[\"sleep\",\"1000\"]", "", "none")),
            SequenceStep.Look(ApiCall.Post("/containers/c0/start"), ApiCall.Post("/containers/c0/pause"), Attach("c0"), Attach("nosuch")),
        ]),
        new("waits around a start that fails", "",
        [
            ContainerSequences.Of("c0", ContainerBodies.Whole("\"Cmd\":[\"nosuch\"]", "", "none")),
            new([Begin("a", "removed"), Begin("b", "next-exit"), SequenceAction.Of(ApiCall.Post("/containers/c0/start"))], _ => true, model => model),
            SequenceStep.Look(ApiCall.Post("/containers/c0/wait"), ApiCall.Post("/containers/c0/wait?condition=not-running")),
        ]),
        new("events of the past", "",
        [
            ContainerSequences.Of("c0", """{"Image":"box","Cmd":["sleep","1000"],"Labels":{"a":"b"},"HostConfig":{"NetworkMode":"none"}}"""),
            SequenceStep.Look(ApiCall.Post("/containers/c0/start"), ApiCall.Post("/containers/c0/kill"), ApiCall.Get("/containers/c0/json")),
            SequenceStep.Look([.. new[]
            {
                """{"type":["network"]}""", """{"container":["c0"]}""", """{"container":["c1"]}""", """{"event":["kill"]}""", """{"image":["box:latest"]}""", """{"label":["a"]}""", """{"label":["a=c"]}""",
            }.Select(filter => ApiCall.Get("/events?since=@start@&until=@now@&" + ApiCall.Filters(filter)))]),
            SequenceStep.Look([.. StreamFamily.PastEvents.Select(ApiCall.Get)]),
        ]),
    ];

    /// <summary>Answers that all sequences together must reach.</summary>
    public static IEnumerable<CoverageRow> Rows =>
    [
        .. ContainerRows.Of("container.logs", [(200, ""), (404, "No such container: nosuch"), (400, "Bad parameters: you must choose at least one stream"), (501, "configured logging driver does not support reading"), (500, "*")]),
        .. ContainerRows.Of("container.attach", [(101, ""), (404, "No such container: nosuch"), (409, "container c0 is paused, unpause the container before attach")]),
        .. ContainerRows.Of("container.wait", [(200, ""), (404, "No such container: nosuch")]),
        .. ContainerRows.Of("system.events", [(200, ""), (400, "`since` time * cannot be after `until` time *"), (500, "*")]),
    ];

    private static Begin Begin(string name, string condition) => new(name, ApiCall.Post("/containers/c0/wait?condition=" + condition));

    private static ApiCall Log(string query) => ApiCall.Get("/containers/c0/logs?" + query);

    private static ApiCall Attach(string name) => ApiCall.Post($"/containers/{name}/attach?stream=1&stdout=1") with { IsHijacking = true };
}
