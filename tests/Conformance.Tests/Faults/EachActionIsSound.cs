using System.Reflection;
using Conformance.Faults;
using Conformance.Machine;

namespace Conformance.Tests.Faults;

[TestFixture]
public class EachActionIsSound
{
    private static IEnumerable<Type> Types => typeof(FaultAction).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(FaultAction)));

    [TestCaseSource(nameof(Types))]
    public void It_has_a_word_and_each_key_a_meaning(Type type) => Assert.Multiple(() =>
    {
        Assert.That(type.GetCustomAttribute<WordAttribute>()?.Sentence, Is.Not.Empty.And.EndsWith("."));
        Assert.That(type.GetProperties().Where(property => property.SetMethod is not null && !property.IsDefined(typeof(MeaningAttribute))), Is.Empty);
    });

    private static IEnumerable<TestCaseData> Uses()
    {
        yield return new TestCaseData(new ErrorAction { Message = "m" }, "container.create", Phase.After, true);
        yield return new TestCaseData(new ErrorAction { Message = "m", Status = 200 }, "container.create", Phase.Before, false);
        yield return new TestCaseData(new ErrorAction { Message = "m" }, "image.pull", Phase.After, false);
        yield return new TestCaseData(new ErrorAction { Message = "m" }, "checkpoint.write", Phase.Before, false);
        yield return new TestCaseData(new DropAction(), "container.create", Phase.Before, true);
        yield return new TestCaseData(new DropAction { At = CutPlace.Body }, "container.create", Phase.Before, false);
        yield return new TestCaseData(new DropAction { At = CutPlace.Body }, "container.create", Phase.After, true);
        yield return new TestCaseData(new DropAction { At = CutPlace.Body, AfterItems = 2 }, "container.create", Phase.After, false);
        yield return new TestCaseData(new DropAction { At = CutPlace.Body, AfterItems = 2 }, "image.pull", Phase.Before, true);
        yield return new TestCaseData(new DropAction { At = CutPlace.Headers }, "image.pull", Phase.After, false);
        yield return new TestCaseData(new DropAction(), "launch.reply", Phase.Before, false);
        yield return new TestCaseData(new StallAction(), "container.wait", Phase.Before, true);
        yield return new TestCaseData(new StallAction(), "container.wait", Phase.After, false);
        yield return new TestCaseData(new StallAction(), "container.kill", Phase.Before, false);
        yield return new TestCaseData(new TruncateAction(), "container.logs", Phase.Before, true);
        yield return new TestCaseData(new PullErrorAction { Message = "m" }, "image.pull", Phase.Before, true);
        yield return new TestCaseData(new PullErrorAction { Message = "m" }, "container.logs", Phase.Before, false);
        yield return new TestCaseData(new PretendAction(), "container.stop", Phase.Before, true);
        yield return new TestCaseData(new PretendAction(), "container.stop", Phase.After, false);
        yield return new TestCaseData(new PretendAction(), "container.create", Phase.Before, false);
        yield return new TestCaseData(new StaleAction(), "container.list", Phase.Before, true);
        yield return new TestCaseData(new StaleAction(), "image.inspect", Phase.Before, false);
        yield return new TestCaseData(new OmitAction { Container = "web" }, "container.list", Phase.Before, true);
        yield return new TestCaseData(new OmitAction { Container = "web" }, "container.inspect", Phase.Before, false);
        yield return new TestCaseData(new RewriteExitAction { Code = 0 }, "container.wait", Phase.Before, true);
        yield return new TestCaseData(new RewriteExitAction { Code = 0 }, "container.wait", Phase.After, false);
        yield return new TestCaseData(new RewriteExitAction { Code = 0 }, "container.logs", Phase.Before, false);
        yield return new TestCaseData(new ErrorAction { Message = "m" }, "removal.finish", Phase.Before, true);
        yield return new TestCaseData(new ErrorAction { Message = "m" }, "exit.notice", Phase.Before, false);
        yield return new TestCaseData(new EndDaemonAction { How = DaemonEnd.Stop }, "container.start", Phase.After, true);
        yield return new TestCaseData(new HangAction(), "launch.reply", Phase.After, true);
        yield return new TestCaseData(new CrashAgentAction(), "checkpoint.write", Phase.After, true);
    }

    [TestCaseSource(nameof(Uses))]
    public void It_is_refused_where_it_makes_no_sense(FaultAction action, string operation, Phase phase, bool applies) =>
        Assert.That(action.Refuses(operation, phase), applies ? Is.Null : Is.Not.Empty);

    [Test]
    public void Only_a_refusal_before_the_effect_is_definite()
    {
        Assert.Multiple(() =>
        {
            Assert.That(new ErrorAction { Message = "m", Status = 404 }.IsDefinite(Phase.Before), Is.True);
            Assert.That(new ErrorAction { Message = "m", Status = 404 }.IsDefinite(Phase.After), Is.False);
            Assert.That(new ErrorAction { Message = "m", Status = 500 }.IsDefinite(Phase.Before), Is.False);
            Assert.That(new DropAction().IsDefinite(Phase.Before), Is.False);
        });
    }
}
