namespace Conformance.FakeDocker;

/// <summary>What a program is started with.</summary>
/// <param name="Arguments">Its own name first.</param>
/// <param name="Environment">Variables.</param>
/// <param name="WorkingFolder">Absolute.</param>
internal sealed record ProgramStart(IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment, string WorkingFolder);
