namespace Conformance.Harness.Scenarios;

/// <summary>Files of the language that are shipped inside this assembly.</summary>
internal static class ShippedFile
{
    /// <summary>The record that a file holds. Throws <see cref="ScenarioException"/> if anything is wrong with it.</summary>
    /// <param name="name">Name of the resource.</param>
    public static T Read<T>(string name)
    {
        using var stream = typeof(ShippedFile).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not in the assembly");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        var problems = new Problems();
        var shapes = new Shapes();
        var record = NodeReader.Read(copy.ToArray(), name, problems) is { } node ? new Binder(shapes, new Places(), problems).BindRecord(node, shapes.Record(typeof(T))) : null;
        problems.ThrowIfAny();
        return (T)record!;
    }
}
