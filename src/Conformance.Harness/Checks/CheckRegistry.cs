namespace Conformance.Harness.Checks;

/// <summary>All checks there are: public classes of this assembly that implement <see cref="ICheck"/>, in ordinal order of their ids.</summary>
public static class CheckRegistry
{
    private static readonly Lazy<IReadOnlyList<ICheck>> Found = new(Find);

    /// <summary>The checks. They hold no state, so one instance serves all runs.</summary>
    public static IReadOnlyList<ICheck> All => Found.Value;

    private static IReadOnlyList<ICheck> Find() =>
    [
        .. typeof(CheckRegistry).Assembly.GetTypes()
            .Where(type => type is { IsPublic: true, IsAbstract: false } && type.IsAssignableTo(typeof(ICheck)))
            .Select(type => (ICheck)Activator.CreateInstance(type)!)
            .OrderBy(check => check.Id, StringComparer.Ordinal),
    ];
}
