using Conformance.Docker;
using Conformance.Gateway;
using Conformance.Tests.Clients;

namespace Conformance.RealDaemon.Tests;

/// <summary>What the scripts of clients have to print is what they print at a real daemon, which each has for itself.</summary>
[TestFixture]
public class ClientScriptsAtTheRealDaemon
{
    private static readonly ClientScript[] Scripts = [ClientScript.DockerPy, ClientScript.Compose, ClientScript.Build, ClientScript.Instructions];

    [TestCaseSource(nameof(Scripts))]
    public async Task A_client_is_told_what_was_expected(object script)
    {
        SharedDaemon.Require();
        var client = (ClientScript)script;
        await client.Require();
        await using var daemon = await PrivateDaemon.Start();
        await ImageLoader.Load(daemon.Address, BuiltImage.Build(new ImageRecipe("box", new ImageConfig { Cmd = ["echo", "from the image"] })), "box:latest");
        var output = await client.Run(daemon.Address);
        if (Environment.GetEnvironmentVariable("CONFORMANCE_ACCEPT") == "1" && Environment.GetEnvironmentVariable("CI") is null)
            client.Accept(output);
        Assert.That(output, Is.EqualTo(client.Expected));
    }
}
