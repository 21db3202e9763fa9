using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>A container's places by the names of its networks; equal to others that say the same.</summary>
internal sealed class NetworkPlaces(int count) : Dictionary<string, EndpointSettings>(count, StringComparer.Ordinal), IEquatable<NetworkPlaces>
{
    /// <inheritdoc/>
    public bool Equals(NetworkPlaces? other)
    {
        if (other?.Count != Count)
            return false;
        foreach (var (network, place) in this)
        {
            if (!other.TryGetValue(network, out var same) || same != place)
                return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NetworkPlaces);

    /// <inheritdoc/>
    public override int GetHashCode() => Count;
}
