using Conformance.Simulation;

namespace Conformance.Tests.Simulation;

public sealed class WorldRandomTests
{
    [Test]
    public void The_same_seed_gives_the_same_numbers_on_every_machine()
    {
        // Frozen: a change here changes every recorded seed. Calculated independently from the authors' reference code.
        var random = new WorldRandom(0);

        Assert.That(
            new[] { random.NextUInt64(), random.NextUInt64(), random.NextUInt64() },
            Is.EqualTo(new ulong[] { 0x99EC5F36CB75F2B4, 0xBF6E1F784956452A, 0x1A5F849D4933E6E0 }));
    }

    [Test]
    public void Numbers_stay_in_their_range_and_reach_all_of_it()
    {
        var random = new WorldRandom(7);
        var seen = new int[6];
        for (var i = 0; i < 6000; i++)
        {
            seen[random.Next(6)]++;
            Assert.That(random.NextDouble(), Is.InRange(0.0, 1.0).And.LessThan(1.0));
            Assert.That(random.Next(3, 5), Is.InRange(3, 4));
            Assert.That(random.Duration(Sim.Seconds(1), Sim.Seconds(2)), Is.InRange(Sim.Seconds(1), Sim.Seconds(2)));
        }

        Assert.That(seen, Is.All.InRange(800, 1200));
        Assert.That(random.Next(0), Is.Zero);
        Assert.That(random.Duration(Sim.Seconds(1), Sim.Seconds(1)), Is.EqualTo(Sim.Seconds(1)));
    }

    [Test]
    public void Bytes_and_hexadecimal_words_come_in_any_length()
    {
        var random = new WorldRandom(7);
        var bytes = new byte[13];
        random.NextBytes(bytes);

        Assert.That(bytes.Distinct().Count(), Is.GreaterThan(8));
        Assert.That(random.NextHex(7), Does.Match("^[0-9a-f]{7}$"));
        Assert.That(random.NextHex(64), Does.Match("^[0-9a-f]{64}$"));
    }
}
