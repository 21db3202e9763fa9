using Conformance.Docker;
using Conformance.Harness.Fidelity;

namespace Conformance.Tests.Gateway;

/// <summary>The fake daemon's answers against the published description of the Engine API.</summary>
[TestFixture]
public class OpenApiTests
{
    private const ulong Sequences = 100;
    private const string Network = """{"Name":"net","CheckDuplicate":true,"Labels":{"a":"b"}}""";
    private const string Container = """{"Image":"busybox","Cmd":["sh","-c","echo out; sleep 1000"],"ExposedPorts":{"80/tcp":{}},"HostConfig":{"NetworkMode":"net","Binds":["vol:/v","/tmp:/h:ro"],"PortBindings":{"80/tcp":[{"HostPort":"8080"}]}}}""";

    // In this order; the second word is the path as the description has it.
    private static readonly (string Method, string Template, string Path, string? Body)[] Requests =
    [
        ("GET", "/_ping", "/_ping", null),
        ("GET", "/version", "/version", null),
        ("GET", "/info", "/info", null),
        ("POST", "/networks/create", "/networks/create", Network),
        ("POST", "/volumes/create", "/volumes/create", """{"Name":"vol"}"""),
        ("POST", "/containers/create", "/containers/create?name=web", Container),
        ("POST", "/containers/{id}/start", "/containers/web/start", null),
        ("POST", "/containers/{id}/start", "/containers/web/start", null),
        ("GET", "/containers/{id}/json", "/containers/web/json?size=1", null),
        ("GET", "/containers/json", "/containers/json?all=1&size=1", null),
        ("GET", "/networks", "/networks", null),
        ("GET", "/networks/{id}", "/networks/net", null),
        ("POST", "/networks/{id}/disconnect", "/networks/net/disconnect", """{"Container":"web"}"""),
        ("POST", "/networks/{id}/connect", "/networks/net/connect", """{"Container":"web"}"""),
        ("GET", "/volumes", "/volumes", null),
        ("GET", "/volumes/{name}", "/volumes/vol", null),
        ("DELETE", "/volumes/{name}", "/volumes/vol", null),
        ("GET", "/images/json", "/images/json", null),
        ("GET", "/images/{name}/json", "/images/busybox/json", null),
        ("GET", "/images/{name}/history", "/images/busybox/history", null),
        ("POST", "/images/{name}/tag", "/images/busybox/tag?repo=other&tag=1", null),
        ("DELETE", "/images/{name}", "/images/other:1", null),
        ("GET", "/images/search", "/images/search?term=x", null),
        ("GET", "/system/df", "/system/df", null),
        ("POST", "/auth", "/auth", """{"username":"a","password":"b"}"""),
        ("POST", "/containers/{id}/update", "/containers/web/update", """{"CpuShares":512}"""),
        ("POST", "/containers/{id}/rename", "/containers/web/rename?name=other", null),
        ("POST", "/containers/{id}/pause", "/containers/other/pause", null),
        ("POST", "/containers/{id}/unpause", "/containers/other/unpause", null),
        ("POST", "/containers/{id}/kill", "/containers/other/kill?signal=USR1", null),
        ("POST", "/containers/{id}/restart", "/containers/other/restart?t=0", null),
        ("POST", "/containers/{id}/stop", "/containers/other/stop?t=0", null),
        ("POST", "/containers/{id}/stop", "/containers/other/stop?t=0", null),
        ("POST", "/containers/{id}/wait", "/containers/other/wait", null),
        ("GET", "/containers/{id}/json", "/containers/none/json", null),
        ("DELETE", "/containers/{id}", "/containers/none", null),
        ("POST", "/containers/prune", "/containers/prune", null),
        ("POST", "/networks/prune", "/networks/prune", null),
        ("POST", "/volumes/prune", "/volumes/prune", null),
        ("POST", "/images/prune", "/images/prune", null),
        ("POST", "/build/prune", "/build/prune", null),
        ("GET", "/plugins", "/plugins", null),
        ("GET", "/plugins/{name}/json", "/plugins/x/json", null),
        ("GET", "/swarm", "/swarm", null),
        ("GET", "/nodes", "/nodes", null),
        ("DELETE", "/networks/{id}", "/networks/host", null),
    ];

    [Test]
    public async Task Every_answer_is_as_described()
    {
        var description = OpenApiDescription.Require();
        await using var site = await ApiSite.Start();
        var wrong = new List<string>();
        foreach (var (method, template, path, body) in Requests)
            wrong.AddRange(await description.Check(method, template, await site.Api.Ask(new ApiRequest(method, path, body))));
        Assert.That(wrong, Is.Empty, string.Join('\n', wrong));
    }

    [Test]
    public async Task Every_answer_to_generated_calls_is_as_described()
    {
        var description = OpenApiDescription.Require();
        var wrong = new List<string>();
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        for (ulong seed = 0; seed < Sequences; seed++)
        {
            var sequence = SequenceGenerator.Generate(seed) with { Version = "/v1.41" };
            await using var fake = await FidelityImage.StartFake([]);
            var played = await new SequencePlayer(fake.Address).Play(sequence);
            foreach (var (call, answer) in played.Exchanges.Where(exchange => IsPlain(exchange)))
            {
                if (description.TemplateOf(call.Method, call.Route) is not { } template)
                    continue;
                seen.Add($"{call.Method} {template}");
                wrong.AddRange((await description.Check(call.Method, template, Plain(answer))).Select(what => $"{sequence.Name}: {call}: {what}"));
            }
        }

        Assert.That(wrong, Is.Empty, string.Join('\n', wrong));
        Assert.That(seen, Is.SupersetOf(new[] { "POST /containers/create", "GET /containers/{id}/json", "GET /containers/json", "GET /images/json", "GET /networks", "GET /volumes" }));
    }

    // Several values, one a line, are no JSON document.
    private static bool IsPlain(Exchange exchange) => !exchange.Call.IsHijacking && exchange.Answer.Lines.Count == 1;

    private static ApiAnswer Plain(Harness.Fidelity.ApiAnswer answer)
    {
        using var headers = new HttpResponseMessage();
        return new ApiAnswer(answer.Status, answer.Headers.GetValueOrDefault("content-type"), answer.Bytes, headers.Headers);
    }

    [Test]
    public void Every_described_operation_is_served_or_refused_by_name()
    {
        var unknown = OpenApiDescription.Require().Operations
            .Where(operation => !IsKnown(operation.Method, operation.Path.Replace("{id}", "x", StringComparison.Ordinal).Replace("{name}", "x", StringComparison.Ordinal)))
            .Select(operation => operation.Id);
        Assert.That(unknown, Is.Empty);
    }

    private static bool IsKnown(string method, string path)
    {
        try
        {
            var query = path == "/images/create" ? "?fromImage=x" : "";
            return EngineRoutes.Read(method, path + query, "{}"u8.ToArray(), name => name == "Content-Type" ? "application/json" : null) is not null;
        }
        catch (DockerException)
        {
            return true;
        }
    }
}
