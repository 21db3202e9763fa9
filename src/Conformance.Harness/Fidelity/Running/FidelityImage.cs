using Conformance.Docker;
using Conformance.Faults;
using Conformance.Gateway;
using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;

namespace Conformance.Harness.Fidelity;

/// <summary>The one image that a real and a fake daemon have in common before a sequence.</summary>
internal static class FidelityImage
{
    private static readonly BuiltImage Built = BuiltImage.Build(new ImageRecipe(ContainerBodies.Image, new ImageConfig { Cmd = ["echo", "from the image"] }));

    /// <summary>Gives it to a daemon.</summary>
    public static Task Load(DockerAddress daemon) => ImageLoader.Load(daemon, Built, ContainerBodies.Image + ":latest");

    /// <summary>A fake daemon that has it.</summary>
    /// <param name="faults">What that one shall do wrong; nothing where it is to be held against a real one.</param>
    public static async Task<FakeDaemon> StartFake(IReadOnlyList<FaultRule> faults)
    {
        var daemon = await FakeDaemon.StartAsync(new FakeDaemonOptions
        {
            KeepsHistory = false,
            HasBridge = false,
            HostName = Environment.MachineName,
            Scenario = new Scenario { Title = "a daemon without images", File = "", Requirements = [], Steps = [], Faults = faults },
        });
        await Load(daemon.Address);
        return daemon;
    }
}
