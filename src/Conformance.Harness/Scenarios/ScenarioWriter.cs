namespace Conformance.Harness.Scenarios;

/// <summary>
/// Writes scenarios as files that <see cref="ScenarioReader"/> reads as the same scenarios. A case of a file with parameters becomes a
/// file of its own, with its values in place. Not safe for several threads at once.
/// </summary>
public sealed class ScenarioWriter
{
    private readonly Unbinder unbinder = new(new Shapes());

    /// <summary>The text of a file, each line ending with a line feed.</summary>
    public string Write(Scenario scenario) => NodeWriter.Write((MapNode)unbinder.Unbind(scenario, typeof(Scenario)));
}
