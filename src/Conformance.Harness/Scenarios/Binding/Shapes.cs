using System.Reflection;
using Conformance.Machine;

namespace Conformance.Harness.Scenarios;

/// <summary>
/// The language as the records declare it, found by reflection: reader and schema both work from here, so that a new step, action
/// or key is a new record or member and nothing else.
/// </summary>
internal sealed class Shapes
{
    private readonly Dictionary<Type, RecordShape> records = [];
    private readonly Dictionary<Type, IReadOnlyList<RecordShape>> unions = [];

    /// <summary>The shape of a record.</summary>
    public RecordShape Record(Type type)
    {
        if (!records.TryGetValue(type, out var shape))
            records[type] = shape = new RecordShape(type);
        return shape;
    }

    /// <summary>The records that a union is one of, by word in ordinal order.</summary>
    public IReadOnlyList<RecordShape> Union(Type type)
    {
        if (!unions.TryGetValue(type, out var shapes))
        {
            unions[type] = shapes = [.. type.Assembly.GetTypes()
                .Where(candidate => candidate.IsSubclassOf(type) && candidate.IsDefined(typeof(WordAttribute)))
                .Select(Record)
                .OrderBy(shape => shape.Word!.Name, StringComparer.Ordinal)];
        }

        return shapes;
    }

    /// <summary>A record that is written as a mapping.</summary>
    public static bool IsRecord(Type type) =>
        type is { IsClass: true, IsAbstract: false } && type != typeof(string) && Element(type) is null && Value(type) is null;

    /// <summary>One of several records, told apart by its word.</summary>
    public static bool IsUnion(Type type) => type is { IsClass: true, IsAbstract: true };

    /// <summary>The element type of a list; null if it is none.</summary>
    public static Type? Element(Type type) => Argument(type, typeof(IReadOnlyList<>), 0);

    /// <summary>The value type of a mapping from texts; null if it is none.</summary>
    public static Type? Value(Type type) => Argument(type, typeof(IReadOnlyDictionary<,>), 1);

    /// <summary>Whether a list of these is written as a mapping from their names.</summary>
    public bool IsKeyed(Type element) => IsRecord(element) && Record(element).NameProperty is not null;

    /// <summary>The words of an enumeration.</summary>
    public static IReadOnlyList<string> Words(Type type) => [.. Enum.GetNames(type).Select(Scalars.Kebab)];

    /// <summary>What is written for a type, in words.</summary>
    public string Describe(Type type, MemberShape? member = null)
    {
        if (member?.Words is { } words && type == typeof(string))
            return "one of " + string.Join(", ", words);
        if (type.IsEnum)
            return "one of " + string.Join(", ", Words(type));
        if (Element(type) is { } element)
            return IsKeyed(element) ? "a mapping from names" : "a list" + (member?.Meaning.AllowsNone == true ? ", or none" : "");
        return type == typeof(string) ? "text"
            : type == typeof(int) ? "a whole number"
            : type == typeof(double) ? "a number"
            : type == typeof(bool) ? "true or false"
            : type == typeof(TimeSpan) ? "a duration with unit, such as 500ms, 30s, 10m or 1h30m"
            : type == typeof(ByteSize) ? "a size with unit, such as 64MB or 64MiB"
            : IsUnion(type) ? "one of " + string.Join(", ", Union(type).Select(shape => shape.Word!.Name))
            : "a mapping";
    }

    private static Type? Argument(Type type, Type generic, int index) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == generic ? type.GetGenericArguments()[index] : null;
}
