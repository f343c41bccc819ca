namespace Attachments.LoadTests.Speed.Measurements;

/// <summary>What a server's process has used since its start.</summary>
/// <param name="Allocated">Bytes that the managed heap handed out.</param>
/// <param name="Cpu">Processor time of all threads, in the kernel too.</param>
/// <param name="CompiledMethods">How many methods were compiled, each time counted where it was compiled anew.</param>
/// <param name="SlowestStatement">The slowest statement in milliseconds, where the server was asked to watch its database; else 0.</param>
internal sealed record ServerCounters(long Allocated, TimeSpan Cpu, long CompiledMethods, double SlowestStatement);
