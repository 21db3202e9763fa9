using Conformance.FakeDocker;

namespace Conformance.Tests.FakeDocker;

/// <summary>The rules of a .dockerignore, as a real builder was seen to apply them.</summary>
[TestFixture]
public sealed class IgnoreRulesTests
{
    [TestCase("*", true)]
    [TestCase("Dockerfile", true)]
    [TestCase("/Dockerfile", true)]
    [TestCase("./Dockerfile", true)]
    [TestCase("d/../Dockerfile", true)]
    [TestCase("  Dockerfile  ", true)]
    [TestCase("\ufeffDockerfile", true)]
    [TestCase("D*", true)]
    [TestCase("?ockerfile", true)]
    [TestCase("Docker[f]ile", true)]
    [TestCase("\\Dockerfile", true)]
    [TestCase("**", true)]
    [TestCase("**/Dockerfile", true)]
    [TestCase("# Dockerfile", false)]
    [TestCase("!Dockerfile", false)]
    [TestCase("*\n!Dockerfile", false)]
    [TestCase("*ockerfile\n!Dockerfile\nx", false)]
    [TestCase("!Dockerfile\n*", true)]
    [TestCase("**file", false)]
    [TestCase("*/Dockerfile", false)]
    [TestCase("dockerfile", false)]
    [TestCase("Dockerfile\n[", false)]
    [TestCase("Dockerfile\\", false)]
    [TestCase("Dockerfile\n!", false)]
    public void The_last_rule_that_matches_decides(string rules, bool isOut) => Assert.That(IgnoreRules.Read(rules).Excludes("Dockerfile"), Is.EqualTo(isOut));

    [TestCase("sub", true)]
    [TestCase("sub/My", true)]
    [TestCase("**/My", true)]
    [TestCase("*/My", true)]
    [TestCase("sub/**", true)]
    [TestCase("s*", true)]
    [TestCase("My", false)]
    [TestCase("sub\n!sub/My", false)]
    [TestCase("sub/My/x", false)]
    public void A_rule_for_a_folder_is_one_for_all_that_is_in_it(string rules, bool isOut) => Assert.That(IgnoreRules.Read(rules).Excludes("sub/My"), Is.EqualTo(isOut));
}
