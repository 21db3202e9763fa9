using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>A container's place in one network. What it got there counts while the container runs.</summary>
/// <param name="network">Name of the network, which need not exist before the start.</param>
/// <param name="asked">What was asked for it.</param>
internal sealed class NetworkEndpoint(string network, EndpointSettings asked)
{
    /// <summary>Name of the network.</summary>
    public string Network => network;

    /// <summary>What was asked for it.</summary>
    public EndpointSettings Asked => asked;

    /// <summary>Id of the network; empty before the first start. From then on another network of the same name is not meant.</summary>
    public string NetworkId { get; set; } = "";

    /// <summary>A client connected the container to this network, which there was.</summary>
    public bool WasConnected { get; init; }

    /// <summary>How the network is looked for.</summary>
    public string Wanted => NetworkId.Length > 0 ? NetworkId : network;

    /// <summary>The address that was asked for; null for any.</summary>
    public uint? AskedAddress => AddressPool.Parse(asked.IPAMConfig?.IPv4Address);

    /// <summary>Of the present run, 64 hex digits.</summary>
    public string EndpointId { get; set; } = "";

    /// <summary>Its address in the present run; null where the network has none.</summary>
    public uint? Address
    {
        get;
        set
        {
            field = value;
            AddressText = value is { } number ? AddressPool.Text(number) : "";
            HardwareAddress = value is { } own ? AddressPool.Hardware(own) : "";
        }
    }

    /// <summary>Its address as people write it; empty for none.</summary>
    public string AddressText { get; private set; } = "";

    /// <summary>The hardware address that goes with it; empty for none.</summary>
    public string HardwareAddress { get; private set; } = "";
}
