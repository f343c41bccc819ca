using Attachments.Persistence;

namespace Attachments.Testing.Persistence;

internal sealed record InMemorySeal(MessageSeal State, DateTimeOffset At);
