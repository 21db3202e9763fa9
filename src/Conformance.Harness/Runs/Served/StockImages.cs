using Conformance.Harness.Scenarios;

namespace Conformance.Harness.Runs;

/// <summary>The images that a fake daemon has when no scenario says otherwise.</summary>
internal static class StockImages
{
    /// <summary>As a scenario without steps.</summary>
    public static Scenario Scenario { get; } = new()
    {
        Title = "stock images",
        File = "",
        Requirements = [],
        Steps = [],
        Images = [new ImageSettings { Name = "busybox", Cmd = ["sh"] }, new ImageSettings { Name = "alpine", Cmd = ["/bin/sh"] }],
    };
}
