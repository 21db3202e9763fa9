namespace Conformance.Harness.Fidelity;

/// <summary>Sequences of a container's life that chance makes too seldom.</summary>
internal static class ContainerSequences
{
    private const int MostIds = 160;

    /// <summary>All of them.</summary>
    public static IEnumerable<CallSequence> All =>
    [
        new("every body that is refused", "", [.. ContainerBodies.Refused.Select(body => SequenceStep.Look(ApiCall.Post("/containers/create?name=refused", body)))]),
        new("every body that is refused, of an old client", "/v1.24", [.. ContainerBodies.Refused.Select(body => SequenceStep.Look(ApiCall.Post("/containers/create?name=refused", body)))]),
        new("calls about what is not there", "", [SequenceStep.Look([.. ContainerFamily.Strangers])]),
        new("every list", "", [Made("c0", ModelProgram.Ends), Made("c1", ModelProgram.Sleeps), SequenceStep.Look([.. ContainerFamily.Lists.Select(ApiCall.Get)])]),
        new("refusals in each state", "",
        [
            Made("c0", ModelProgram.Sleeps),
            SequenceStep.Look([.. ContainerFamily.Refusals(Sleeper)]),
            SequenceStep.Look(On("kill"), On("pause"), On("unpause"), ApiCall.Get("/containers/c0/top"), On("start"), On("start"), On("stop?t=x")),
            SequenceStep.Look([.. ContainerFamily.Refusals(Sleeper)]),
            SequenceStep.Look(ApiCall.Get("/containers/c0/top"), ApiCall.Get("/containers/c0/top?ps_args=-Q"), ApiCall.Get("/containers/c0/top?ps_args=nonsense"), ApiCall.Delete("/containers/c0"), On("pause"), On("pause"), On("start"), On("stop?t=x"), ApiCall.Delete("/containers/c0"), On("unpause"), On("unpause"), On("kill")),
        ]),
        new("starts that fail", "",
        [
            .. ContainerBodies.Of(ModelProgram.Fails).SelectMany((words, number) => Failing($"f{number}", words)),
            Of("n0", """{"Image":"box","HostConfig":{"NetworkMode":"nosuch"}}"""), SequenceStep.Look(ApiCall.Post("/containers/n0/start"), ApiCall.Get("/containers/n0/json")),
            Of("n1", """{"Image":"box","HostConfig":{"NetworkMode":"container:nosuch"}}"""), SequenceStep.Look(ApiCall.Post("/containers/n1/start"), ApiCall.Post("/containers/n1/start", """{"a":"b"}"""), ApiCall.Get("/containers/n1/json")),
        ]),
        new("what a restarting container refuses", "",
        [
            Of("c0", """{"Image":"box","Cmd":["false"],"HostConfig":{"NetworkMode":"none","RestartPolicy":{"Name":"always"}}}"""),
            new([SequenceAction.Of(On("start")), new Poll(ApiCall.Get("/containers/c0/json"), "\"RestartCount\":4")], _ => true, model => model),
            SequenceStep.Look(ApiCall.Delete("/containers/c0"), ApiCall.Get("/containers/c0/top"), ApiCall.Post("/containers/c0/exec", """{"Cmd":["true"]}"""), On("start"), On("pause"), On("kill"), ApiCall.Get("/containers/c0/json")),
        ]),
        new("updates", "",
        [
            Of("c0", """{"Image":"box","Cmd":["sleep","1000"],"HostConfig":{"NetworkMode":"none","Memory":67108864}}"""),
            SequenceStep.Look([.. ContainerFamily.Updates.Append("""{"Memory":536870912}""").Select(body => ApiCall.Post("/containers/c0/update", body))]),
        ]),
        new("names", "",
        [
            Made("c0", ModelProgram.Sleeps), Made("c1", ModelProgram.Ends),
            SequenceStep.Look(On("rename?name=c1"), On("rename?name="), On("rename?name=c0"), On("rename?name=!"), ApiCall.Get("/containers/@c1:12@/json")),
        ]),
        new("what a container refuses that is being removed", "",
        [
            Made("c0", ModelProgram.Ends),
            // So many files that the daemon is busy with them for a while.
            SequenceStep.Look(new ApiCall("PUT", "/containers/c0/archive?path=/tmp") { Archive = RowArchives.Of("many") }),
            new(
                [new Begin("removal", ApiCall.Delete("/containers/c0")) { HasEarlyHead = false }, new Poll(ApiCall.Get("/containers/c0/json"), "\"removing\"")], _ => true, model => model),
            SequenceStep.Look(ApiCall.Delete("/containers/c0"), ApiCall.Delete("/containers/c0?force=1"), On("start"), On("kill"), ApiCall.Get("/containers/c0/json"), ApiCall.Get("/containers/json?all=1")),
            new([new Join("removal")], _ => true, model => model.Without("c0")),
        ]),
        new("beginnings of ids", "",
        [
            // Of small things, so that it takes no time; of so many that each digit begins the ids of several.
            SequenceStep.Look(
            [
                new ApiCall("POST", "/images/create?fromSrc=-&repo=small") { Archive = RowArchives.Of("hello") },
                .. Enumerable.Range(0, MostIds).Select(number => ApiCall.Post(FormattableString.Invariant($"/containers/create?name=many{number}"), """{"Image":"small","Cmd":["x"]}""")),
            ]),
            SequenceStep.Look([.. new[] { "GET a/json", "POST a/kill", "POST a/start", "POST a/wait", "GET a/logs?stdout=1", "DELETE a", "GET A/json" }.Select(words => words.Split(' '))
                .Select(words => new ApiCall(words[0], "/containers/" + words[1]))]),
        ]),
        new("a prune", "", [Made("c0", ModelProgram.Ends), Made("c1", ModelProgram.Sleeps), SequenceStep.Look(ApiCall.Post("/containers/c1/start"), ApiCall.Post("/containers/prune"), ApiCall.Post("/containers/prune"))]),
    ];

    private static ModelContainer Sleeper => new("c0", "c0", ModelProgram.Sleeps);

    private static ApiCall On(string word) => ApiCall.Post("/containers/c0/" + word);

    private static SequenceStep Made(string name, ModelProgram program) => Of(name, ContainerBodies.Whole(ContainerBodies.Of(program)[0], "", "none"));

    private static IEnumerable<SequenceStep> Failing(string name, string words) =>
        [Of(name, ContainerBodies.Whole(words, "", "none")), SequenceStep.Look(ApiCall.Post($"/containers/{name}/start"), ApiCall.Get($"/containers/{name}/json"))];

    /// <summary>Creates a container of which the model knows only that it is there.</summary>
    internal static SequenceStep Of(string name, string body) => ContainerFamily.Creation(new ModelContainer(name, name, ModelProgram.Sleeps), body);
}
