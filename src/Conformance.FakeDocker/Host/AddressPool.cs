using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>The addresses of a network, of version 4.</summary>
/// <param name="First">The network's own.</param>
/// <param name="PrefixLength">0 to 32.</param>
/// <param name="Gateway">The host's address in it.</param>
internal sealed record AddressPool(uint First, int PrefixLength, uint Gateway)
{
    private const int Bits = 32;
    private const int OctetBits = 8;

    /// <summary>Of a new bridge: 172.17.0.0/16, 172.18.0.0/16, ... and then 192.168.0.0/20, 192.168.16.0/20, ...</summary>
    public static IEnumerable<AddressPool> Defaults
    {
        get
        {
            for (var second = 17U; second < 32; second++)
                yield return Of(172U << 24 | second << 16, 16);
            for (var third = 0U; third < 256; third += 16)
                yield return Of(192U << 24 | 168U << 16 | third << OctetBits, 20);
        }
    }

    /// <summary>Such as <c>172.17.0.0/16</c>.</summary>
    public string Subnet => string.Create(CultureInfo.InvariantCulture, $"{Text(First)}/{PrefixLength}");

    private uint Size => PrefixLength == 0 ? uint.MaxValue : 1U << (Bits - PrefixLength);

    /// <summary>Reads a range that a client asks for; its gateway is the first address unless it says another.</summary>
    public static bool TryRead(AddressRange range, [NotNullWhen(true)] out AddressPool? pool)
    {
        pool = null;
        if (!IPNetwork.TryParse(range.Subnet, out var network) || network.BaseAddress.GetAddressBytes().Length != sizeof(uint))
            return false;
        pool = Of(Number(network.BaseAddress), network.PrefixLength);
        if (range.Gateway is { Length: > 0 } gateway)
        {
            if (!IPAddress.TryParse(gateway.Split('/')[0], out var address) || address.GetAddressBytes().Length != sizeof(uint))
                return false;
            pool = pool with { Gateway = Number(address) };
        }

        return true;
    }

    /// <summary>Whether they have an address in common.</summary>
    public bool Overlaps(AddressPool other) => First - other.First < other.Size || other.First - First < Size;

    /// <summary>Whether an address is in it.</summary>
    public bool Contains(uint address) => address - First < Size;

    /// <summary>The lowest address that is free; null if none is.</summary>
    public uint? Next(IReadOnlySet<uint> taken)
    {
        for (var offset = 1U; offset < Size - 1; offset++)
        {
            if (First + offset != Gateway && !taken.Contains(First + offset))
                return First + offset;
        }

        return null;
    }

    /// <summary>An address as people write it.</summary>
    public static string Text(uint address) => string.Create(
        CultureInfo.InvariantCulture, $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}");

    /// <summary>The hardware address that goes with an address.</summary>
    public static string Hardware(uint address) => string.Create(
        CultureInfo.InvariantCulture, $"02:42:{address >> 24:x2}:{(address >> 16) & 255:x2}:{(address >> 8) & 255:x2}:{address & 255:x2}");

    /// <summary>Reads an address; null for text that is none.</summary>
    public static uint? Parse(string? text) =>
        IPAddress.TryParse(text, out var address) && address.GetAddressBytes().Length == sizeof(uint) ? Number(address) : null;

    private static AddressPool Of(uint first, int prefixLength) => new(first, prefixLength, first + 1);

    private static uint Number(IPAddress address) => BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());
}
