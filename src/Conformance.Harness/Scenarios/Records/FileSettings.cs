using Conformance.Machine;

namespace Conformance.Harness.Scenarios;

/// <summary>A file that launches can fetch. Exactly one of content and entries.</summary>
public sealed record FileSettings
{
    /// <summary>Name in the scenario, and in the sandbox.</summary>
    public required string Name { get; init; }

    /// <summary>Its text.</summary>
    [Meaning("Its text; @registry@ in it stands for host and port of the scenario's registry.", IsShorthand = true)]
    public string? Content { get; init; }

    /// <summary>Texts by path in an archive.</summary>
    [Meaning("Texts by their paths: it is an archive of these (.tar, .tgz, .tar.gz or .zip, by its name). One that begins with #! can be run.")]
    public IReadOnlyDictionary<string, string>? Entries { get; init; }

    /// <summary>How a web server offers it; null for a file of the host.</summary>
    [Meaning("How a web server offers it. Default: it is a file of the host.")]
    public HttpSettings? Http { get; init; }
}

/// <summary>How the web server of a scenario answers requests for a file.</summary>
public sealed record HttpSettings
{
    /// <summary>HTTP status.</summary>
    [Meaning("Status of its answer. Default: 200.")]
    public int Status { get; init; } = 200;

    /// <summary>Pause before the answer.</summary>
    [Meaning("How long its answer takes. Default: no time.")]
    public TimeSpan Delay { get; init; }

    /// <summary>No answer at all.</summary>
    [Meaning("Whether it never answers. Default: false.")]
    public bool Hang { get; init; }

    /// <summary>A cut connection.</summary>
    [Meaning("Whether it closes the connection without an answer. Default: false.")]
    public bool Cut { get; init; }
}
