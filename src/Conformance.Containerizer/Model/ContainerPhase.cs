namespace Conformance.Containerizer;

/// <summary>Where a container stands. A record only ever moves down this list.</summary>
public enum ContainerPhase
{
    /// <summary>The files of its command are fetched; nothing was asked of Docker.</summary>
    Fetching,

    /// <summary>Its image is looked for or pulled; a pull can be given up at any time.</summary>
    Pulling,

    /// <summary>Create was sent, or may have been: from here on something may exist that must be removed.</summary>
    Starting,

    /// <summary>Started and handed to the watcher.</summary>
    Running,

    /// <summary>It has ended, or its launch has failed; what is left of it is being removed.</summary>
    Destroying,

    /// <summary>Nothing is left; its termination is told.</summary>
    Gone,
}
