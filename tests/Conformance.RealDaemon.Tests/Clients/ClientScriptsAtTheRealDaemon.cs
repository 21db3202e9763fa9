using Conformance.Docker;
using Conformance.Gateway;
using Conformance.Tests.Clients;

namespace Conformance.RealDaemon.Tests;

/// <summary>What the scripts of clients have to print is what they print at a real daemon, which each has for itself.</summary>
[TestFixture]
public class ClientScriptsAtTheRealDaemon
{
    [TestCaseSource(typeof(ClientScript), nameof(ClientScript.All))]
    public async Task A_client_is_told_what_was_expected(object script)
    {
        SharedDaemon.Require();
        var client = (ClientScript)script;
        await client.Require();
        await using var daemon = await PrivateDaemon.Start();
        await ImageLoader.Load(daemon.Address, BuiltImage.Build(new ImageRecipe("box", new ImageConfig { Cmd = ["echo", "from the image"] })), "box:latest");
        await client.MustPrintWhatIsExpected(daemon.Address, isReal: true);
    }
}
