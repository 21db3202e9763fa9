using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;

namespace Conformance.Harness.Subjects;

/// <summary>How a subject was named: <c>reference[:api][@PROFILE]</c> or <c>stdio:PROGRAM</c>.</summary>
/// <param name="Text">As typed.</param>
/// <param name="Kind">reference or stdio.</param>
/// <param name="UsesApi">Reference: straight to the Engine API instead of docker programs.</param>
/// <param name="Profile">Reference: which profile. Default: strict.</param>
/// <param name="Program">Stdio: the program.</param>
public sealed record SubjectName(string Text, string Kind, bool UsesApi, string Profile, string? Program)
{
    /// <summary>The profile that a subject has when none is named.</summary>
    public const string DefaultProfile = "strict";

    private static readonly string[] Forms =
        ["reference", "reference:api", "reference@PROFILE", "reference:api@PROFILE", "stdio:PROGRAM"];

    /// <summary>
    /// Whether its agent waits for a container as soon as it has asked for the launch, as Mesos does from 0.23.0 on; before, only
    /// once the launch has settled.
    /// </summary>
    public bool AgentWaitsAtOnce => Containerizer.Profile.Parse(Profile)?.Release is not { AgentWaitsAtOnce: false };

    /// <summary>What can be typed.</summary>
    public static IReadOnlyList<string> Shapes => Forms;

    /// <summary>Reads a subject's name.</summary>
    /// <param name="text">As typed.</param>
    /// <exception cref="UsageException">It names none; the message lists what exists.</exception>
    public static SubjectName Parse(string text)
    {
        if (text.StartsWith("stdio:", StringComparison.Ordinal))
        {
            var program = text["stdio:".Length..];
            return program.Length == 0
                ? throw new UsageException("subject 'stdio:' names no program: write stdio:PROGRAM, a path or a name on PATH.")
                : new SubjectName(text, "stdio", false, DefaultProfile, program);
        }

        var at = text.IndexOf('@', StringComparison.Ordinal);
        var head = at < 0 ? text : text[..at];
        var profile = at < 0 ? DefaultProfile : text[(at + 1)..];
        if (head is not ("reference" or "reference:api"))
            throw new UsageException($"unknown subject '{text}'. {DidYouMean(head, ["reference", "reference:api"])}There are: {string.Join(", ", Forms)}.");
        if (Containerizer.Profile.Parse(profile) is null)
        {
            var profiles = Containerizer.Profile.All.Select(known => known.Name).ToList();
            throw new UsageException($"unknown profile '{profile}' in subject '{text}'. {DidYouMean(profile, profiles)}There are: {string.Join(", ", profiles)}.");
        }

        return new SubjectName(text, "reference", head == "reference:api", profile, null);
    }

    /// <summary>
    /// The subject for one scenario: a reference without a profile of its own takes the first that the scenario holds for,
    /// where that is not the default one.
    /// </summary>
    public static string For(string text, Scenario scenario) =>
        text.StartsWith("reference", StringComparison.Ordinal) && !text.Contains('@', StringComparison.Ordinal)
            && scenario.Profiles.Count > 0 && !scenario.Profiles.Contains(DefaultProfile, StringComparer.Ordinal)
                ? $"{text}@{scenario.Profiles[0]}"
                : text;

    private static string DidYouMean(string typed, IReadOnlyList<string> words) =>
        NearestWord.Of(typed, words) is { } nearest ? $"Did you mean '{nearest}'? " : "";
}
