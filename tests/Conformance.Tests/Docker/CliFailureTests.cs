using System.Text;
using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.Tests.Docker;

[TestFixture]
public class CliFailureTests
{
    // Standard errors of the programs 28.2 and 20.10, as they were printed.
    [TestCase("Error response from daemon: No such container: x\n", DockerFailure.Answered, 404, "No such container: x")]
    [TestCase("Error: No such container: x\n", DockerFailure.Answered, 404, "No such container: x")]
    [TestCase("Error: No such object: x\n", DockerFailure.Answered, 404, "No such object: x")]
    [TestCase("Error response from daemon: no such image: x: No such image: x:latest\n", DockerFailure.Answered, 404, "no such image: x: No such image: x:latest")]
    [TestCase("Error response from daemon: Cannot kill container: n: Container 12 is not running\n", DockerFailure.Answered, 409, "Cannot kill container: n: Container 12 is not running")]
    [TestCase("Error response from daemon: You cannot remove a running container 12. Stop the container before attempting removal or force remove\n", DockerFailure.Answered, 409, "You cannot remove a running container 12. Stop the container before attempting removal or force remove")]
    [TestCase("Error response from daemon: removal of container 12 is already in progress\n", DockerFailure.Answered, 409, "removal of container 12 is already in progress")]
    [TestCase("docker: Error response from daemon: Conflict. The container name \"/n\" is already in use by container \"12\". You have to remove (or rename) that container to be able to reuse that name.\n\nRun 'docker run --help' for more information\n", DockerFailure.Answered, 409, "Conflict. The container name \"/n\" is already in use by container \"12\". You have to remove (or rename) that container to be able to reuse that name.")]
    [TestCase("docker: Error response from daemon: Conflict. The container name \"/n\" is already in use by container \"12\". You have to remove (or rename) that container to be able to reuse that name..\nSee 'docker run --help'.\n", DockerFailure.Answered, 409, "Conflict. The container name \"/n\" is already in use by container \"12\". You have to remove (or rename) that container to be able to reuse that name.")]
    [TestCase("Unable to find image 'x:1' locally\n1: Pulling from x\ndocker: Error response from daemon: Get \"https://registry-1.docker.io/v2/\": dial tcp: lookup registry-1.docker.io: no such host\n\nRun 'docker run --help' for more information\n", DockerFailure.Answered, null, "Get \"https://registry-1.docker.io/v2/\": dial tcp: lookup registry-1.docker.io: no such host")]
    [TestCase("Error response from daemon: Get \"https://registry/v2/\": EOF\n", DockerFailure.Answered, null, "Get \"https://registry/v2/\": EOF")]
    [TestCase("Error response from daemon: Bad response from Docker engine: unexpected EOF\n", DockerFailure.Answered, null, "Bad response from Docker engine: unexpected EOF")]
    [TestCase("Error response from daemon: exec: \"/etc\": permission denied: unknown\n", DockerFailure.Answered, null, "exec: \"/etc\": permission denied: unknown")]
    [TestCase("Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?\n", DockerFailure.Unreachable, null, "Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?")]
    [TestCase("docker: Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?\n\nRun 'docker run --help' for more information\n", DockerFailure.Unreachable, null, "Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?")]
    [TestCase("docker: Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?.\nSee 'docker run --help'.\n", DockerFailure.Unreachable, null, "Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?")]
    [TestCase("permission denied while trying to connect to the Docker daemon socket at unix:///x: dial unix /x: connect: permission denied\n", DockerFailure.Unreachable, null, "permission denied while trying to connect to the Docker daemon socket at unix:///x: dial unix /x: connect: permission denied")]
    [TestCase("error during connect: Post \"http://x/v1.41/containers/n/wait\": EOF\n", DockerFailure.Broken, null, "error during connect: Post \"http://x/v1.41/containers/n/wait\": EOF")]
    [TestCase("unexpected EOF\n", DockerFailure.Broken, null, "unexpected EOF")]
    [TestCase("", DockerFailure.Broken, null, "docker test exited with status 1 without a word")]
    [TestCase("something new\n", DockerFailure.Answered, null, "something new")]
    public void A_failed_program_is_understood(string errors, DockerFailure failure, int? status, string message)
    {
        var exception = CliFailure.Of("test", new ProcessExit(1, null, [], Encoding.UTF8.GetBytes(errors)));
        Assert.That((exception.Failure, exception.Status, exception.Message), Is.EqualTo((failure, status, message)));
    }

    [Test]
    public void A_program_that_was_killed_leaves_its_call_open()
    {
        var exception = CliFailure.Of("run", new ProcessExit(null, Signals.Kill, [], []));
        Assert.That((exception.Failure, exception.IsDefinite, exception.Message), Is.EqualTo((DockerFailure.Broken, false, "docker run terminated with signal Killed")));
    }
}
