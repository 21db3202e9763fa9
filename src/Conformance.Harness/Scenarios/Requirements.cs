namespace Conformance.Harness.Scenarios;

/// <summary>The requirements that scenarios name: data in <c>requirements.yaml</c>, shipped inside this assembly.</summary>
public static class Requirements
{
    /// <summary>Reads them, in file order.</summary>
    public static IReadOnlyList<Requirement> All()
    {
        using var stream = typeof(Requirements).Assembly.GetManifestResourceStream("requirements.yaml")
            ?? throw new InvalidOperationException("requirements.yaml is not in the assembly");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        var problems = new Problems();
        var node = NodeReader.Read(copy.ToArray(), "requirements.yaml", problems);
        var shapes = new Shapes();
        var file = node is null ? null : (RequirementFile?)new Binder(shapes, new Places(), problems).BindRecord(node, shapes.Record(typeof(RequirementFile)));
        problems.ThrowIfAny();
        return file!.Requirements;
    }
}
