using System.Globalization;

namespace Conformance.Harness.Runs;

/// <summary>
/// Ids that a run needs, from its seed alone (SplitMix64), so that they are the same on every backend and whatever else draws
/// random numbers.
/// </summary>
internal sealed class SeededIds(ulong seed)
{
    private ulong state = seed;

    /// <summary>A version-4 UUID in lower case.</summary>
    public string Uuid()
    {
        var (high, low) = (Next(), Next());
        return string.Create(36, (high, low), static (text, bits) =>
        {
            bits.high.TryFormat(text[..16], out _, "x16", CultureInfo.InvariantCulture);
            Span<char> digits = stackalloc char[32];
            bits.high.TryFormat(digits, out _, "x16", CultureInfo.InvariantCulture);
            bits.low.TryFormat(digits[16..], out _, "x16", CultureInfo.InvariantCulture);
            digits[12] = '4';
            digits[16] = "89ab"[(int)(bits.low >> 62)];
            var from = 0;
            for (var to = 0; to < text.Length; to++)
                text[to] = to is 8 or 13 or 18 or 23 ? '-' : digits[from++];
        });
    }

    /// <summary>Eight hexadecimal digits.</summary>
    public string Short() => ((uint)(Next() >> 32)).ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>A number in [0, 1).</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    private ulong Next()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15UL;
            var mixed = state;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
            return mixed ^ (mixed >> 31);
        }
    }
}
