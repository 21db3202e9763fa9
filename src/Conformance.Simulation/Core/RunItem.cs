namespace Conformance.Simulation;

/// <summary>One step to do.</summary>
/// <param name="Process">Whose step it is; null for kernel mode.</param>
/// <param name="Callback">What to do.</param>
/// <param name="State">With what.</param>
internal readonly record struct RunItem(SimProcess? Process, SendOrPostCallback Callback, object? State);
