using System.Text.Json;
using Attachments.LoadTests.Fleet.Hosts;

namespace Attachments.LoadTests.Fleet.Load;

/// <summary>What became of a request.</summary>
internal sealed record FleetAnswer
{
    public required FleetHost Host { get; init; }

    public required TimeSpan From { get; init; }

    public required TimeSpan To { get; init; }

    /// <summary>Gets the status; 0 where none came.</summary>
    public int Status { get; init; }

    /// <summary>Gets why there is no whole answer, if there is none.</summary>
    public Loss Loss { get; init; }

    /// <summary>Gets the JSON body of an answer that has one.</summary>
    public JsonElement? Json { get; init; }

    public bool IsProblem { get; init; }

    public bool HasRetryAfter { get; init; }

    /// <summary>Gets what is wrong with the bytes of a download, if anything.</summary>
    public string? WrongBytes { get; init; }

    public long Bytes { get; init; }

    public string? Code => this["code"];

    /// <summary>Gets whether the host said, as the contract has it, that something that it leans on is away.</summary>
    public bool IsCleanlyUnavailable => Status == 503 && IsProblem && HasRetryAfter && Code is "storage_unavailable" or "database_unavailable";

    public string? this[string member] =>
        Json is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty(member, out var value) ? value.ToString() : null;

    public override string ToString() => $"{(Loss == Loss.None ? Status : Loss)} {Code} of {Host.Name} at {From.TotalSeconds:F1} s for {(To - From).TotalSeconds:F1} s {(IsProblem || Status == 0 ? "" : Json?.ToString())}";
}
