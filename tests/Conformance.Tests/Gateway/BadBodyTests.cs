using Conformance.Docker;

namespace Conformance.Tests.Gateway;

/// <summary>What a daemon says of bodies and filters that it cannot read: Go's words, measured on 20.10.24.</summary>
[Parallelizable(ParallelScope.All)]
public class BadBodyTests
{
    [TestCase("{", "unexpected EOF")]
    [TestCase("x", "invalid character 'x' looking for beginning of value")]
    [TestCase("{x", "invalid character 'x' looking for beginning of object key string")]
    [TestCase("""{"Image" "box"}""", "invalid character '\"' after object key")]
    [TestCase("""{"Image":"box" "Cmd" """, "invalid character '\"' after object key:value pair")]
    [TestCase("""{"Image":"box",}""", "invalid character '}' looking for beginning of object key string")]
    [TestCase("""{"Env":["a" "b"]}""", "invalid character '\"' after array element")]
    [TestCase("""{"Image":tru""", "unexpected EOF")]
    [TestCase("""{"Image":trux""", "invalid character 'x' in literal true (expecting 'e')")]
    [TestCase("""{"Image":"a\x"}""", "invalid character 'x' in string escape code")]
    [TestCase("""{"Image":"a\u00x0"}""", "invalid character 'x' in \\u hexadecimal character escape")]
    [TestCase("""{"Image":-x}""", "invalid character 'x' in numeric literal")]
    [TestCase("""{"Image":1.x}""", "invalid character 'x' after decimal point in numeric literal")]
    [TestCase("""{"Image":1ex}""", "invalid character 'x' in exponent of numeric literal")]
    [TestCase("[]", "json: cannot unmarshal array into Go value of type runconfig.ContainerConfigWrapper")]
    [TestCase("""{"Image":1}""", "json: cannot unmarshal number into Go struct field ContainerConfigWrapper.Image of type string")]
    [TestCase("""{"Labels":{"a":1}}""", "json: cannot unmarshal number into Go struct field ContainerConfigWrapper.Labels of type string")]
    [TestCase("""{"Cmd":1}""", "json: cannot unmarshal number into Go struct field ContainerConfigWrapper.Cmd of type string")]
    [TestCase("""{"StopTimeout":1.5}""", "json: cannot unmarshal number 1.5 into Go struct field ContainerConfigWrapper.StopTimeout of type int")]
    [TestCase("""{"HostConfig":{"Binds":[1]}}""", "json: cannot unmarshal number into Go struct field HostConfig.HostConfig.Binds of type string")]
    [TestCase("""{"HostConfig":{"PortBindings":{"80/tcp":1}}}""", "json: cannot unmarshal number into Go struct field HostConfig.HostConfig.PortBindings of type []nat.PortBinding")]
    [TestCase("""{"HostConfig":{"RestartPolicy":{"MaximumRetryCount":"x"}}}""", "json: cannot unmarshal string into Go struct field RestartPolicy.HostConfig.RestartPolicy.MaximumRetryCount of type int")]
    [TestCase("", "EOF")]
    public void Of_a_body(string body, string words) => Assert.That(Refusal("/containers/create", body), Is.EqualTo((500, words)));

    [Test]
    public void What_follows_a_body_counts_for_nothing() => Assert.That(Read("/containers/create", """{"Image":"box"} trailing"""), Is.InstanceOf<CreateContainer>());

    [TestCase("x", "invalid character 'x' looking for beginning of value")]
    [TestCase("{", "unexpected end of JSON input")]
    [TestCase("[]", "json: cannot unmarshal array into Go value of type map[string]map[string]bool")]
    [TestCase("""{"a":1}""", "json: cannot unmarshal number into Go value of type map[string]bool")]
    [TestCase("""{"a":{"x":1}}""", "json: cannot unmarshal number into Go value of type bool")]
    [TestCase("""{"a":["b"]} x""", "invalid character 'x' after top-level value")]
    public void Of_filters(string filters, string words) => Assert.That(
        Refusal("/images/prune?filters=" + Uri.EscapeDataString(filters), ""), Is.EqualTo((500, words)));

    private static (int?, string) Refusal(string path, string body)
    {
        var refusal = Assert.Throws<DockerException>(() => Read(path, body))!;
        return (refusal.Status, refusal.Message);
    }

    private static EngineOperation? Read(string path, string body) => EngineRoutes.Read(
        "POST", path, System.Text.Encoding.UTF8.GetBytes(body), name => name == "Content-Type" && body.Length > 0 ? "application/json" : null);
}
