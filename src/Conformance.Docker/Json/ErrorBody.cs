using System.Text.Json.Serialization;

namespace Conformance.Docker;

/// <summary>Body of an error answer.</summary>
/// <param name="Message">What went wrong.</param>
public sealed record ErrorBody([property: JsonPropertyName("message")] string? Message);
