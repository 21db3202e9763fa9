namespace Conformance.Harness.Scenarios;

/// <summary>The requirements that scenarios name: data in <c>requirements.yaml</c>, shipped inside this assembly.</summary>
public static class Requirements
{
    /// <summary>Reads them, in file order.</summary>
    public static IReadOnlyList<Requirement> All() => ShippedFile.Read<RequirementFile>("requirements.yaml").Requirements;
}
