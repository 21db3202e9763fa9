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
    [TestCase("POST", "/containers/web/attach?stream=1")]
    [TestCase("POST", "/containers/web/exec")]
    [TestCase("DELETE", "/containers/")]
    [TestCase("POST", "/images/create?fromSrc=-&repo=a")]
    [TestCase("GET", "/info")]
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
