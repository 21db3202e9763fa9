using Conformance.Docker;
using FsCheck;
using FsCheck.Fluent;

namespace Conformance.Tests.Docker;

[TestFixture]
public class EngineRoutesTests
{
    [TestCaseSource(typeof(EveryOperation), nameof(EveryOperation.Cases))]
    public void An_operation_goes_out_as_dockers_clients_write_it(EngineOperation operation, string line)
    {
        var request = operation.ToRequest();
        Assert.That($"{request.Method} {request.PathAndQuery}", Is.EqualTo(line));
    }

    [TestCaseSource(typeof(EveryOperation), nameof(EveryOperation.Cases))]
    public void A_request_is_recognised_as_the_operation_that_it_came_from(EngineOperation operation, string line)
    {
        var request = operation.ToRequest();
        foreach (var path in new[] { request.PathAndQuery, "/v1.41" + request.PathAndQuery, "http://docker/v1.24" + request.PathAndQuery })
        {
            var target = EngineRoutes.Identify(request.Method, path);
            Assert.That(target, Is.EqualTo(new EngineTarget(
                operation.Name, operation.Container, operation is CreateContainer ? null : operation.Image, operation.IsMutating)), line);
        }
    }

    [TestCaseSource(typeof(EveryOperation), nameof(EveryOperation.Cases))]
    public void A_daemon_reads_a_request_back_into_the_operation_that_it_came_from(EngineOperation operation, string line)
    {
        var request = operation.ToRequest();
        var read = EngineRoutes.Read(request.Method, "/v1.41" + request.PathAndQuery, request.Body, name => name switch
        {
            "Content-Type" => "application/json",
            "X-Registry-Auth" => request.RegistryAuth,
            _ => null,
        });
        Assert.That(read, Is.TypeOf(operation.GetType()), line);
        var again = read!.ToRequest();
        Assert.That((again.Method, again.PathAndQuery, again.RegistryAuth), Is.EqualTo((request.Method, request.PathAndQuery, request.RegistryAuth)));
        Assert.That(again.Body, Is.EqualTo(request.Body));
    }

    [TestCase("POST", "/containers/a/stop?t=x", "", 500, "strconv.Atoi: parsing \"x\": invalid syntax")]
    [TestCase("POST", "/containers/create", "{", 500, null)]
    [TestCase("GET", "/events?since=x", "", 500, "strconv.ParseInt: parsing \"x\": invalid syntax")]
    [TestCase("GET", "/containers/json?filters=x", "", 500, "invalid character 'x' looking for beginning of value")]
    public void What_a_daemon_cannot_read_is_refused_in_its_words(string method, string path, string body, int status, string? message)
    {
        var refusal = Assert.Throws<DockerException>(() => EngineRoutes.Read(
            method, path, System.Text.Encoding.UTF8.GetBytes(body), name => name == "Content-Type" ? "application/json" : null));
        Assert.That(refusal!.Status, Is.EqualTo(status));
        if (message is not null)
            Assert.That(refusal.Message, Is.EqualTo(message));
    }

    [Test]
    public void A_body_of_another_type_is_refused() => Assert.That(
        Assert.Throws<DockerException>(() => EngineRoutes.Read("POST", "/containers/create", "{}"u8.ToArray(), _ => "text/plain"))!.Message,
        Is.EqualTo("Content-Type specified (text/plain) must be 'application/json'"));

    [TestCase("{\"label\":[\"a=b\"]}")]
    [TestCase("{\"label\":{\"a=b\":true,\"c\":false}}")]
    public void Filters_are_read_in_both_forms(string json) =>
        Assert.That(EngineFilters.Parse(json).Values["label"], Is.EqualTo(new[] { "a=b" }));

    [Test]
    public void Every_operation_has_an_example_here_and_a_route()
    {
        var types = typeof(EngineOperation).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(EngineOperation)) && !type.IsAbstract);
        Assert.Multiple(() =>
        {
            Assert.That(EveryOperation.All.Select(example => example.Operation.GetType()), Is.EquivalentTo(types));
            Assert.That(EngineRoutes.Names, Is.EqualTo(EveryOperation.All.Select(example => example.Operation.Name).Order(StringComparer.Ordinal)));
        });
    }

    [TestCase("DELETE", "/containers/json", "container.remove", "json")]
    [TestCase("GET", "/_ping", "system.ping", null)]
    [TestCase("POST", "/v1.30/containers/a%2Db/start", "container.start", "a-b")]
    [TestCase("POST", "/containers/create", "container.create", null)]
    [TestCase("POST", "/containers/create?x=1&name=%2Fweb", "container.create", "/web")]
    [TestCase("POST", "/v1.41/containers/version/wait?condition=", "container.wait", "version")]
    public void A_request_of_another_client_is_recognised(string method, string path, string name, string? container)
    {
        var target = EngineRoutes.Identify(method, path);
        Assert.That((target?.Operation, target?.Container), Is.EqualTo((name, container)));
    }

    [TestCase("GET", "/")]
    [TestCase("GET", "")]
    [TestCase("GET", "/v1.41")]
    [TestCase("GET", "/v1.41/")]
    [TestCase("GET", "/vault/containers/json")]
    [TestCase("GET", "/containers//json")]
    [TestCase("GET", "//containers/json")]
    [TestCase("GET", "/containers/a/b/json")]
    [TestCase("PUT", "/containers/web/start")]
    [TestCase("GET", "/containers/web/attach")]
    [TestCase("POST", "/exec/12ab")]
    [TestCase("DELETE", "/containers/")]
    [TestCase("GET", "/swarm")]
    public void What_is_none_of_our_operations_is_nothing(string method, string path) =>
        Assert.That(EngineRoutes.Identify(method, path), Is.Null);

    [Test]
    public void Any_name_comes_back_as_it_went_out() => Prop.ForAll<NonEmptyString>(text =>
    {
        var name = text.Get.Replace("/", "");
        return name.Length == 0 || name.Any(char.IsSurrogate)
            || EngineRoutes.Identify("POST", new StartContainer(name).ToRequest().PathAndQuery)?.Container == name;
    }).QuickCheckThrowOnFailure();

    [Test]
    public void Identifying_never_throws() => Prop.ForAll<NonNull<string>, NonNull<string>>(
        (method, path) => EngineRoutes.Identify(method.Get, "/" + path.Get) is null).QuickCheckThrowOnFailure();

    [TestCase("", ExpectedResult = false)]
    [TestCase("v", ExpectedResult = false)]
    [TestCase("v=False", ExpectedResult = false)]
    [TestCase("v=none", ExpectedResult = false)]
    [TestCase("v=0", ExpectedResult = false)]
    [TestCase("force=1&v=true", ExpectedResult = true)]
    [TestCase("v=x", ExpectedResult = true)]
    public bool Flags_are_read_as_docker_reads_them(string query) => EngineQuery.Flag(query, "v");
}
