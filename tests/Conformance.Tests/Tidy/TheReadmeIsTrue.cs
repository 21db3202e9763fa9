using System.Text.RegularExpressions;

namespace Conformance.Tests.Tidy;

/// <summary>What the README shows of C# is what is compiled and run here.</summary>
[TestFixture]
public class TheReadmeIsTrue
{
    [Test]
    public void Its_csharp_is_the_body_of_the_example()
    {
        var shown = Regex.Match(File.ReadAllText(Repository.At("README.md")), "```csharp\n(?<code>.*?)```", RegexOptions.Singleline).Groups["code"].Value;
        var example = File.ReadAllText(Repository.At("tests/Conformance.Tests/Examples/AClientAtAFakeDaemon.cs"));
        var body = Regex.Match(example, "    \\{\n(?<body>        await using.*?)    \\}\n", RegexOptions.Singleline).Groups["body"].Value;
        Assert.That(shown, Is.EqualTo(Regex.Replace(body, "^        ", "", RegexOptions.Multiline)));
    }
}
