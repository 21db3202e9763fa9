using Conformance.Machine;

namespace Conformance.Faults;

/// <summary>An edge of a run at which something can be made to happen: an operation or a point, about something, on one side of its effect.</summary>
/// <param name="Operation">Engine operation (<c>container.create</c>), point of agent or machine (<c>checkpoint.write</c>, <c>launch.reply</c>).</param>
/// <param name="Container">Scenario name of the container it is about; null if about none or unknown.</param>
/// <param name="Image">Scenario name of the image it is about; null if about none.</param>
/// <param name="Phase">Side of the effect. The effect of a stream is complete at its regular end.</param>
public sealed record Edge(string Operation, string? Container, string? Image, Phase Phase);
