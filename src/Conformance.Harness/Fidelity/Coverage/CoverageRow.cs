using Conformance.Harness.Checks;

namespace Conformance.Harness.Fidelity;

/// <summary>One way in which an operation of the API can be answered, that sequences must have reached.</summary>
/// <param name="Operation">The operation, such as <c>container.start</c>.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Message">The daemon's words, with <c>*</c> for what varies; empty for a good answer.</param>
public sealed record CoverageRow(string Operation, int Status, string Message = "")
{
    /// <summary>Whether a real daemon's answer is such a one.</summary>
    public bool IsReached(Exchange exchange) =>
        exchange.Answer.Status == Status
        && exchange.Call.Operation == Operation
        && (Message.Length == 0 || Glob.Matches(Message, exchange.Answer.Message));

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Operation} {Status}{(Message.Length == 0 ? "" : " " + Message)}");
}
