using System.Reflection;
using System.Runtime.CompilerServices;
using Conformance.Machine;

namespace Conformance.Harness.Scenarios;

/// <summary>A key of a record: a member with a <see cref="MeaningAttribute"/>.</summary>
internal sealed class MemberShape
{
    /// <summary>Reads the attributes of a member.</summary>
    public MemberShape(PropertyInfo property, MeaningAttribute meaning, ParameterInfo? parameter)
    {
        Property = property;
        Meaning = meaning;
        Key = meaning.Key ?? Scalars.Kebab(property.Name);
        Type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        IsRequired = property.IsDefined(typeof(RequiredMemberAttribute)) || parameter is { HasDefaultValue: false };
        Words = meaning.OneOf?.Split(' ');
    }

    /// <summary>Key in the file.</summary>
    public string Key { get; }

    /// <summary>The member.</summary>
    public PropertyInfo Property { get; }

    /// <summary>Its type; of a nullable value the value's.</summary>
    public Type Type { get; }

    /// <summary>Whether it must be given.</summary>
    public bool IsRequired { get; }

    /// <summary>What is said of it.</summary>
    public MeaningAttribute Meaning { get; }

    /// <summary>The words that its texts may be; null for any.</summary>
    public IReadOnlyList<string>? Words { get; }
}
