using System.Reflection;
using Conformance.Machine;

namespace Conformance.Harness.Scenarios;

/// <summary>How a record looks as a mapping of a scenario file.</summary>
internal sealed class RecordShape
{
    private readonly ConstructorInfo constructor;

    /// <summary>Reads the members of a record.</summary>
    public RecordShape(Type type)
    {
        Type = type;
        constructor = type.GetConstructors().OrderBy(candidate => candidate.GetParameters().Length).First();
        var parameters = constructor.GetParameters();
        Word = type.GetCustomAttribute<WordAttribute>();
        var members = new List<MemberShape>();
        foreach (var property in type.GetProperties().Where(property => property.SetMethod is not null))
        {
            if (property.GetCustomAttribute<MeaningAttribute>() is { } meaning)
                members.Add(new MemberShape(property, meaning, Array.Find(parameters, parameter => parameter.Name == property.Name)));
            else if (property.PropertyType.IsAbstract && property.PropertyType.IsClass)
                Inline = property;
            else if (property is { Name: "Name" } && property.PropertyType == typeof(string))
                NameProperty = property;
        }

        Members = members;
        Shorthand = members.Find(member => member.Meaning.IsShorthand);
    }

    /// <summary>The record.</summary>
    public Type Type { get; }

    /// <summary>Its word, where it is one of several.</summary>
    public WordAttribute? Word { get; }

    /// <summary>Its keys, in the order of the declaration.</summary>
    public IReadOnlyList<MemberShape> Members { get; }

    /// <summary>The member that a value other than a mapping stands for.</summary>
    public MemberShape? Shorthand { get; }

    /// <summary>The member that the key of the mapping above fills; null if there is none.</summary>
    public PropertyInfo? NameProperty { get; }

    /// <summary>The member that is one of several records, whose word stands among the other keys; null if there is none.</summary>
    public PropertyInfo? Inline { get; }

    /// <summary>
    /// Whether this node stands for the shorthand member: everything but a mapping; and a mapping too, where that member is a
    /// mapping itself.
    /// </summary>
    public bool IsShorthand(Node node) =>
        Shorthand is not null && (node is MapNode ? Shapes.IsRecord(Shorthand.Type) : !(node is ScalarNode { IsNull: true } && !Shorthand.IsRequired));

    /// <summary>Makes the record; members that are not given keep their defaults.</summary>
    public object Make(IReadOnlyDictionary<PropertyInfo, object?> values)
    {
        var arguments = constructor.GetParameters()
            .Select(parameter => values.FirstOrDefault(value => value.Key.Name == parameter.Name).Value).ToArray();
        var record = constructor.Invoke(arguments);
        foreach (var (property, value) in values)
        {
            if (!constructor.GetParameters().Any(parameter => parameter.Name == property.Name))
                property.SetValue(record, value);
        }

        return record;
    }
}
