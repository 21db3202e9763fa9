using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;

namespace Conformance.Tests.Clients;

/// <summary>Clients of Docker other than its own program, at the fake daemon: they are told what a real one tells them.</summary>
[TestFixture]
public class ClientScriptTests
{
    [TestCaseSource(typeof(ClientScript), nameof(ClientScript.All))]
    public async Task A_client_is_told_by_the_fake_daemon_what_a_real_one_tells_it(object script)
    {
        var client = (ClientScript)script;
        await client.Require();
        await using var daemon = await FakeDaemon.StartAsync(new FakeDaemonOptions
        {
            Scenario = new Scenario
            {
                Title = "the image of the scripts",
                File = "",
                Requirements = [],
                Steps = [],
                Images = [new ImageSettings { Name = "box", Cmd = ["echo", "from the image"] }],
            },
        });
        await client.MustPrintWhatIsExpected(daemon.Address, isReal: false);
    }
}
