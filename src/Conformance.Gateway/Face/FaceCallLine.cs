namespace Conformance.Gateway;

/// <summary>One request at a face, for a log.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Target">Path and query as the client wrote them.</param>
/// <param name="Status">HTTP status; null when the connection was cut instead.</param>
public sealed record FaceCallLine(string Method, string Target, int? Status);
