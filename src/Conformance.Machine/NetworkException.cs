namespace Conformance.Machine;

/// <summary>Why a request has no answer.</summary>
public enum NetworkFailure
{
    /// <summary>Nobody listens there: the request had no effect.</summary>
    Refused,

    /// <summary>The connection ended before the answer; what the request did is unknown.</summary>
    Cut,

    /// <summary>No answer within the limit; what the request did is unknown.</summary>
    Late,

    /// <summary>Of <see cref="INetwork.Listen"/>: the address is in use.</summary>
    InUse,
}

/// <summary>A request without an answer, or an address that cannot be listened at.</summary>
/// <param name="failure">Why.</param>
/// <param name="address">Where.</param>
public sealed class NetworkException(NetworkFailure failure, string address) : Exception(Words(failure, address))
{
    /// <summary>Why.</summary>
    public NetworkFailure Failure { get; } = failure;

    private static string Words(NetworkFailure failure, string address) => failure switch
    {
        NetworkFailure.Refused => $"{address}: connection refused",
        NetworkFailure.Cut => $"{address}: the connection ended without an answer",
        NetworkFailure.Late => $"{address}: no answer in time",
        _ => $"{address}: address already in use",
    };
}
