using Conformance.Docker;
using Conformance.Faults;
using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;

namespace Conformance.Harness.Fidelity;

/// <summary>The one image that a real and a fake daemon have in common before a sequence.</summary>
internal static class FidelityImage
{
    /// <summary>What it runs.</summary>
    public static ImageConfig Config { get; } = new() { Cmd = ["echo", "from the image"] };

    /// <summary>A fake daemon that has it.</summary>
    /// <param name="faults">What that one shall do wrong; nothing where it is to be held against a real one.</param>
    public static Task<FakeDaemon> StartFake(IReadOnlyList<FaultRule> faults) => FakeDaemon.StartAsync(new FakeDaemonOptions
    {
        KeepsHistory = false,
        Scenario = new Scenario
        {
            Title = "the image of the real daemon",
            File = "",
            Requirements = [],
            Steps = [],
            Images = [new ImageSettings { Name = ContainerBodies.Image, Cmd = Config.Cmd }],
            Faults = faults,
        },
    });
}
