using Conformance.Harness.Checks;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Conformance.Harness.Fidelity;

/// <summary>A difference that is known, with what the real daemon answered.</summary>
public sealed class KnownDifference
{
    /// <summary>By what it is told.</summary>
    public string Id { get; set; } = "";

    /// <summary>When the real daemon was asked.</summary>
    public string Date { get; set; } = "";

    /// <summary>Pattern of the calls, as <see cref="ApiCall"/> is written; <c>*</c> for any text.</summary>
    public string Request { get; set; } = "";

    /// <summary>Pattern of the difference's line.</summary>
    public string Place { get; set; } = "";

    /// <summary>The real daemon's answer.</summary>
    public string Real { get; set; } = "";

    /// <summary>The fake daemon's answer.</summary>
    public string Fake { get; set; } = "";

    /// <summary>Why it is left.</summary>
    public string Why { get; set; } = "";

    /// <summary>Whether a difference is this one.</summary>
    public bool Is(AnswerDifference difference) => Glob.Matches(Request, difference.Call.ToString()) && Glob.Matches(Place, difference.Text);
}

/// <summary>The known differences: data in <c>known-differences.yaml</c>, shipped inside this assembly.</summary>
public static class KnownDifferences
{
    /// <summary>In file order.</summary>
    public static IReadOnlyList<KnownDifference> All { get; } = Read();

    private static List<KnownDifference> Read()
    {
        using var stream = typeof(KnownDifferences).Assembly.GetManifestResourceStream("known-differences.yaml")
            ?? throw new InvalidOperationException("known-differences.yaml is not in the assembly");
        using var reader = new StreamReader(stream);
        return new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build().Deserialize<List<KnownDifference>>(reader);
    }
}
