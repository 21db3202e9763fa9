using FsCheck;
using FsCheck.Fluent;

namespace Conformance.Harness.Fidelity;

// The calls that change nothing a generator must know.
internal sealed partial class ContainerFamily
{
    // Of a container that is not there.
    internal static readonly ApiCall[] Strangers =
    [
        ApiCall.Get("/containers/nosuch/json"), ApiCall.Post("/containers/nosuch/start"), ApiCall.Post("/containers/nosuch/stop"), ApiCall.Post("/containers/nosuch/kill"),
        ApiCall.Post("/containers/nosuch/restart"), ApiCall.Post("/containers/nosuch/pause"), ApiCall.Post("/containers/nosuch/unpause"), ApiCall.Post("/containers/nosuch/rename?name=other"),
        ApiCall.Post("/containers/nosuch/update", "{}"), ApiCall.Post("/containers/nosuch/wait"), ApiCall.Delete("/containers/nosuch"), ApiCall.Delete("/containers/nosuch?force=1"),
        ApiCall.Get("/containers/nosuch/top"), ApiCall.Get("/containers/nosuch/stats?stream=0"), ApiCall.Get("/containers/nosuch/logs?stdout=1"), ApiCall.Get("/containers/nosuch/changes"),
        ApiCall.Post("/containers/nosuch/resize?h=1&w=1"), ApiCall.Delete("/containers/json"), ApiCall.Get("/containers/nosuch"), ApiCall.Post("/containers/nosuch/nonsense"),
    ];

    internal static readonly string[] Lists =
    [
        "/containers/json", "/containers/json?all=1", "/containers/json?all=true&size=1", "/containers/json?limit=1", "/containers/json?limit=-1&all=0", "/containers/json?limit=x",
        "/containers/json?" + ApiCall.Filters("""{"status":["exited"]}"""), "/containers/json?" + ApiCall.Filters("""{"status":{"running":true,"paused":true}}"""),
        "/containers/json?" + ApiCall.Filters("""{"status":["bogus"]}"""), "/containers/json?" + ApiCall.Filters("""{"bogus":["x"]}"""), "/containers/json?filters=nojson",
        "/containers/json?all=1&" + ApiCall.Filters("""{"name":["c"]}"""), "/containers/json?all=1&" + ApiCall.Filters("""{"name":["^/c0$"]}"""),
        "/containers/json?all=1&" + ApiCall.Filters("""{"label":["a=b"]}"""), "/containers/json?all=1&" + ApiCall.Filters("""{"label":["c"]}"""),
        "/containers/json?all=1&" + ApiCall.Filters("""{"exited":["3","0"]}"""), "/containers/json?all=1&" + ApiCall.Filters("""{"ancestor":["box"]}"""),
        "/containers/json?all=1&" + ApiCall.Filters("""{"network":["none"]}"""), "/containers/json?all=1&" + ApiCall.Filters("""{"volume":["/m"]}"""),
        "/containers/json?all=1&" + ApiCall.Filters("""{"before":["c1"]}"""), "/containers/json?all=1&" + ApiCall.Filters("""{"since":["c0"]}"""),
        "/containers/json?all=1&" + ApiCall.Filters("""{"before":["nosuch"]}"""), "/containers/json?all=1&" + ApiCall.Filters("""{"health":["none"]}"""),
        "/containers/json?all=1&" + ApiCall.Filters("""{"expose":["80"]}"""), "/containers/json?all=1&" + ApiCall.Filters("""{"is-task":["true"]}"""),
    ];

    internal static readonly string[] Updates =
    [
        "{}", """{"RestartPolicy":{"Name":"no"}}""", """{"RestartPolicy":{"Name":"bogus"}}""", """{"Memory":1000}""", """{"CpuShares":200}""", """{"PidsLimit":50}""",
        """{"RestartPolicy":{"Name":"no","MaximumRetryCount":1}}""",
    ];

    // Calls with an answer that changes nothing, whatever the container does.
    internal static ApiCall[] Refusals(ModelContainer container) => [.. new[]
    {
        "kill?signal=BOGUS", "kill?signal=0", "kill?signal=999", "rename?name=", "rename?name=!", $"rename?name={container.Name}", "rename", "stop?t=x", "resize?h=x&w=1",
    }.Select(word => ApiCall.Post($"/containers/{container.Name}/{word}")),
        ApiCall.Post($"/containers/create?name={container.Name}", """{"Image":"box"}"""),
        ApiCall.Post($"/containers/create?name={container.Name}!", """{"Image":"box"}"""),
        ApiCall.Post("/containers/create?name=x", """{"Image":"box"}"""),
        ApiCall.Get($"/containers/{container.Name}/logs"),
        ApiCall.Get($"/containers/{container.Name}/logs?stdout=1&since=zzz"),
    ];

    private static Gen<SequenceStep> Look(ModelContainer container, SequenceModel model)
    {
        var looks = new List<ApiCall>
        {
            ApiCall.Get($"/containers/{container.Name}/json"), ApiCall.Get($"/containers/@{container.Key}@/json"), ApiCall.Get($"/containers/@{container.Key}:12@/json"),
            ApiCall.Get($"/containers/{container.Name}/json?size=1"), ApiCall.Get($"/containers/{container.Name}/json") with { Connection = 1 },
        };
        if (HasQuietProcesses(container, model))
            looks.AddRange([ApiCall.Get($"/containers/{container.Name}/top"), ApiCall.Get($"/containers/{container.Name}/top?ps_args=-o+pid,args")]);
        if (!container.IsAlive)
            looks.Add(ApiCall.Get($"/containers/{container.Name}/stats?stream=0"));
        return Gen.Elements<ApiCall>(looks).Select(call => new SequenceStep([SequenceAction.Of(call)], current => HasQuietProcesses(current.Find(container.Name) ?? container, current), current => current));
    }

    // A process that a shell has just forked may still bear its name.
    private static bool HasQuietProcesses(ModelContainer container, SequenceModel model) =>
        !container.IsAlive || (container.Program != ModelProgram.Obeys && model.ExecsOf(container).All(exec => exec.State != ModelExecState.Running || exec.Command.IsOneProcess));
}
