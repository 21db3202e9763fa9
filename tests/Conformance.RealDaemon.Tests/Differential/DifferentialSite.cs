using System.Text.Json.Nodes;
using Conformance.Harness.Fidelity;
using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;

namespace Conformance.RealDaemon.Tests;

/// <summary>
/// A real daemon and the fake one side by side: each request goes to both, and the answers are compared field by field after
/// <see cref="AnswerNormaliser"/> has taken out what is different on every daemon. The real one is shared with other tests, so names
/// are the test's own, lists are filtered, and nothing is pruned without a filter.
/// </summary>
internal sealed class DifferentialSite(FakeDaemon fake) : IAsyncDisposable
{
    private readonly ApiClient ours = new(fake.Address, "");
    private readonly ApiClient theirs = new(SharedDaemon.Daemon.Address, "");
    private readonly List<string> differences = [];
    private readonly AnswerNormaliser ofOurs = new();
    private readonly AnswerNormaliser ofTheirs = new();

    /// <summary>Starts the fake one with the image that the shared real one has; ignores the test where there is no real one.</summary>
    public static async Task<DifferentialSite> Start()
    {
        SharedDaemon.Require();
        return new DifferentialSite(await FakeDaemon.StartAsync(new FakeDaemonOptions
        {
            Scenario = new Scenario
            {
                Title = "the image of the real daemon",
                File = "",
                Requirements = [],
                Steps = [],
                Images = [new ImageSettings { Name = "box", Cmd = ["echo", "from the image"] }],
            },
        }));
    }

    /// <summary>Asks both and notes in what the answers differ.</summary>
    /// <param name="request">The request.</param>
    /// <param name="view">What of an answer is compared. Default: its whole body, normalised.</param>
    public async Task Compare(ApiCall request, Func<ApiAnswer, JsonNode>? view = null)
    {
        var (real, fake) = (await theirs.Ask(request), await ours.Ask(request));
        var (realType, fakeType) = (real.Headers.GetValueOrDefault("content-type"), fake.Headers.GetValueOrDefault("content-type"));
        if (real.Status != fake.Status || realType != fakeType)
            differences.Add($"{request}: {real.Status} {realType}, fake {fake.Status} {fakeType}: {fake.Text}");
        var (expected, actual) = ((view ?? ofTheirs.Normalise)(real), (view ?? ofOurs.Normalise)(fake));
        differences.AddRange(JsonDifference.Between(expected, actual).Select(difference => $"{request}: {difference}"));
    }

    /// <summary>A whole sequence.</summary>
    public async Task Compare(params IReadOnlyList<ApiCall> requests)
    {
        foreach (var request in requests)
            await Compare(request);
    }

    /// <summary>Asks both and looks at no answer: what comes before and after.</summary>
    public async Task Both(params IReadOnlyList<ApiCall> requests)
    {
        foreach (var request in requests)
        {
            await theirs.Ask(request);
            await ours.Ask(request);
        }
    }

    /// <summary>Fails with every difference that was noted.</summary>
    public void AssertSame() => Assert.That(differences, Is.Empty, string.Join('\n', differences));

    public async ValueTask DisposeAsync()
    {
        ours.Dispose();
        theirs.Dispose();
        await fake.DisposeAsync();
    }
}
