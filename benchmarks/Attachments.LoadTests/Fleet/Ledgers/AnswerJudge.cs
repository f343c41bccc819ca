using Attachments.LoadTests.Fleet.Chaos;
using Attachments.LoadTests.Fleet.Load;
using Attachments.LoadTests.Fleet.Measurements;

namespace Attachments.LoadTests.Fleet.Ledgers;

/// <summary>Says of every answer whether it may be, by what was away at that time.</summary>
internal sealed class AnswerJudge(OutageLog outages, OperationLog operations, Violations violations)
{
    /// <param name="kind">What was asked for.</param>
    /// <param name="answer">What came back.</param>
    /// <param name="isDone">Whether that is the answer to something that works.</param>
    /// <param name="bytes">How many bytes it moved.</param>
    public OperationOutcome Judge(OperationKind kind, FleetAnswer answer, bool isDone, long bytes = 0)
    {
        var outcome = isDone && answer.Loss == Loss.None ? OperationOutcome.Done : Explain(kind, answer);
        if (outcome == OperationOutcome.Violation)
            violations.Add($"{kind}: {answer}");

        operations.Add(new Operation(
            kind, outcome, answer.From, answer.To, outcome == OperationOutcome.Done ? bytes : 0, outages.IsDisturbed(answer.From, answer.To)));
        return outcome;
    }

    private OperationOutcome Explain(OperationKind kind, FleetAnswer answer)
    {
        var hostWasAway = outages.WasAway(answer.Host.Name, answer.From, answer.To);
        var isDisturbed = outages.IsDisturbed(answer.From, answer.To);

        return answer.Loss switch
        {
            Loss.Cancelled => OperationOutcome.Cancelled,
            Loss.Refused when hostWasAway => OperationOutcome.NoHost,
            Loss.Broken when hostWasAway => OperationOutcome.Broken,

            // Once the head is sent, only the end of the connection can say that there is no more.
            Loss.CutOff when hostWasAway || (kind == OperationKind.Download && isDisturbed) => OperationOutcome.Broken,
            Loss.None when answer.IsCleanlyUnavailable && isDisturbed => OperationOutcome.Unavailable,
            Loss.None when answer is { Status: 409, Code: "scan_pending", IsProblem: true, HasRetryAfter: true } && kind is OperationKind.Download or OperationKind.Send => OperationOutcome.ScanPending,
            _ => OperationOutcome.Violation,
        };
    }
}
