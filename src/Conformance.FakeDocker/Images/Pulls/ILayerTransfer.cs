namespace Conformance.FakeDocker;

/// <summary>How the bytes of one layer come here.</summary>
internal interface ILayerTransfer
{
    /// <summary>Goes on where the last try was cut.</summary>
    /// <param name="progress">Told how many bytes are here, now and then.</param>
    /// <param name="isUnwanted">Asked now and then whether to go on.</param>
    Task<TransferEnd> Try(Action<long> progress, Func<bool> isUnwanted);

    /// <summary>Nobody wants it any more: a try that waits ends.</summary>
    void Cancel();
}

/// <summary>How a try ended: with all bytes, with an error that no other try mends, or cut.</summary>
/// <param name="IsWhole">All is here.</param>
/// <param name="Failure">The daemon's words.</param>
internal readonly record struct TransferEnd(bool IsWhole, string? Failure = null)
{
    public static TransferEnd Cut => new(false);
}
