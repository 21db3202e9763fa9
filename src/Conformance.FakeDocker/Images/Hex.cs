using System.Security.Cryptography;
using System.Text;
using Conformance.Simulation;

namespace Conformance.FakeDocker;

/// <summary>Ids of 64 lower-case hex digits.</summary>
internal static class Hex
{
    /// <summary>From the seed of the run.</summary>
    public static string Random(World world)
    {
        Span<byte> bytes = stackalloc byte[32];
        world.Random.NextBytes(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>From a content, the same in every run: digests.</summary>
    public static string Of(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
}
