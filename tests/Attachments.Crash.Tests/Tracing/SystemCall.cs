namespace Attachments.Crash.Tracing;

/// <summary>A system call of a traced process.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arguments">Its arguments as the tracer writes them: descriptors with their paths or sockets.</param>
/// <param name="Begun">The line of the trace at which it began.</param>
/// <param name="Ended">The line at which it had returned.</param>
internal sealed record SystemCall(string Name, string Arguments, int Begun, int Ended);
