namespace Conformance.Simulation;

/// <summary>
/// A small seeded generator (xoshiro256**, filled by splitmix64), the same on every machine and version of .NET, which
/// that of the base library does not promise. Not for secrets. Not thread-safe.
/// </summary>
public sealed class WorldRandom
{
    private ulong s0;
    private ulong s1;
    private ulong s2;
    private ulong s3;

    /// <summary>A generator that depends on nothing but <paramref name="seed"/>.</summary>
    public WorldRandom(ulong seed)
    {
        s0 = SplitMix(ref seed);
        s1 = SplitMix(ref seed);
        s2 = SplitMix(ref seed);
        s3 = SplitMix(ref seed);
    }

    /// <summary>64 random bits.</summary>
    public ulong NextUInt64()
    {
        var result = ulong.RotateLeft(s1 * 5, 7) * 9;
        var t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = ulong.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>A number in [0, 1).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number in [0, <paramref name="limit"/>); 0 when the limit is 0 or 1.</summary>
    public int Next(int limit) => limit <= 1 ? 0 : (int)NextLong(limit);

    /// <summary>A number in [<paramref name="from"/>, <paramref name="to"/>).</summary>
    public int Next(int from, int to) => from + Next(to - from);

    /// <summary>A number in [0, <paramref name="limit"/>).</summary>
    public long NextLong(long limit) => limit <= 1 ? 0 : (long)Math.BigMul(NextUInt64(), (ulong)limit, out _);

    /// <summary>Fills with random bytes.</summary>
    public void NextBytes(Span<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i += sizeof(ulong))
        {
            var value = NextUInt64();
            for (var j = i; j < Math.Min(i + sizeof(ulong), bytes.Length); j++, value >>= 8)
                bytes[j] = (byte)value;
        }
    }

    /// <summary>A span in [<paramref name="min"/>, <paramref name="max"/>]; <paramref name="min"/> when they are equal.</summary>
    public TimeSpan Duration(TimeSpan min, TimeSpan max) => min + TimeSpan.FromTicks(NextLong(max.Ticks - min.Ticks + 1));

    /// <summary>A lower-case hexadecimal word, such as an id of a container.</summary>
    public string NextHex(int digits)
    {
        Span<byte> bytes = stackalloc byte[(digits + 1) / 2];
        NextBytes(bytes);
        return Convert.ToHexStringLower(bytes)[..digits];
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
