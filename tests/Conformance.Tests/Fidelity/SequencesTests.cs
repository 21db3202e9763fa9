using System.Text;
using Conformance.Harness.Fidelity;

namespace Conformance.Tests.Fidelity;

/// <summary>Sequences of calls, before any daemon plays them.</summary>
[TestFixture]
public class SequencesTests
{
    private const int Some = 100;

    [Test]
    public void A_seed_gives_the_same_sequence_each_time()
    {
        for (ulong seed = 0; seed < Some; seed++)
        {
            var (once, again) = (SequenceGenerator.Generate(seed), SequenceGenerator.Generate(seed));
            Assert.That(once.ToCurl(), Is.EqualTo(again.ToCurl()));
        }
    }

    [Test]
    public void Each_step_may_come_where_it_stands_also_when_others_are_left_out()
    {
        for (ulong seed = 0; seed < Some; seed++)
        {
            var sequence = SequenceGenerator.Generate(seed);
            Assert.That(sequence.IsPossible, sequence.ToCurl());
            Assert.That(SequenceGenerator.Smaller(sequence), Has.All.Matches<CallSequence>(smaller => smaller.IsPossible && smaller.Steps.Count < sequence.Steps.Count));
        }
    }

    [Test]
    public void Names_of_those_written_by_hand_are_their_own() => Assert.That(
        SequenceGenerator.Families.SelectMany(family => family.Fixed).Select(sequence => sequence.Name), Is.Unique);

    [Test]
    public void Ids_are_told_apart_though_they_differ_from_daemon_to_daemon()
    {
        var (one, other) = (new string('a', 64), new string('b', 64));
        var (theirs, ours) = (new AnswerNormaliser(), new AnswerNormaliser());
        Assert.That(theirs.Normalise($"{one} {other} {one} aaaaaaaaaaaa"), Is.EqualTo(ours.Normalise($"{other} {one} {other} bbbbbbbbbbbb")));
        Assert.That(theirs.Normalise(one), Is.Not.EqualTo(theirs.Normalise(other)));
    }

    [TestCase("GET", "{\"a\":1}", "{\"a\":1}", 0)]
    [TestCase("GET", "{\"a\":1}", "{\"a\":2}", 1)]
    [TestCase("GET", "{\"a\":1}", "{\"b\":1}", 2)]
    [TestCase("GET", "{\"Created\":7}", "{\"Created\":8}", 0)]
    [TestCase("GET", "{\"Created\":7}", "{\"Created\":0}", 1)]
    public void What_differs_is_told(string method, string real, string fake, int count)
    {
        var call = new ApiCall(method, "/info");
        Assert.That(AnswerDifference.Between(Told(call, real), Told(call, fake)), Has.Count.EqualTo(count));
    }

    private static Transcript Told(ApiCall call, string body) =>
        new([[new Exchange(call, new ApiAnswer(200, new Dictionary<string, string>(), Encoding.UTF8.GetBytes(body), ApiAnswer.Ended))]]);
}
