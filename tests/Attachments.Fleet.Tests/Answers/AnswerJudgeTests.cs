using System.Text.Json;
using Attachments.LoadTests.Fleet.Chaos;
using Attachments.LoadTests.Fleet.Hosts;
using Attachments.LoadTests.Fleet.Ledgers;
using Attachments.LoadTests.Fleet.Load;
using Attachments.LoadTests.Fleet.Measurements;

namespace Attachments.Fleet.Answers;

/// <summary>What the run takes for an error that may be, and what fails it.</summary>
public sealed class AnswerJudgeTests : IAsyncDisposable
{
    private readonly OutageLog outages = new();
    private readonly OperationLog operations = new();
    private readonly Violations violations = new(TextWriter.Null);
    private readonly FleetHost host = new("host-1", 1, Directory.CreateTempSubdirectory("attachments-judge-").FullName, new Dictionary<string, string>());

    public static TheoryData<string, int, bool, bool> UncleanRefusals => new()
    {
        { "storage_unavailable", 503, true, false },
        { "storage_unavailable", 503, false, true },
        { "something_else", 503, true, true },
        { "server_error", 500, true, true },
        { "attachment_not_found", 404, true, true },
        { "scan_pending", 409, true, false },
    };

    public async ValueTask DisposeAsync() => await host.DisposeAsync();

    [Theory]
    [InlineData("storage_unavailable")]
    [InlineData("database_unavailable")]
    public void A_clean_503_may_be_while_something_is_away(string code)
    {
        outages.Begin("radosgw killed", "radosgw");

        Assert.Equal(OperationOutcome.Unavailable, Judge(OperationKind.Upload, Refusal(code, 503, isProblem: true, hasRetryAfter: true)));
        Assert.Empty(violations.All);
    }

    [Fact]
    public void A_clean_503_may_not_be_while_nothing_is_away() =>
        Assert.Equal(OperationOutcome.Violation, Judge(OperationKind.Upload, Refusal("storage_unavailable", 503, isProblem: true, hasRetryAfter: true)));

    [Theory]
    [MemberData(nameof(UncleanRefusals))]
    public void Any_other_refusal_fails_the_run_whatever_is_away(string code, int status, bool isProblem, bool hasRetryAfter)
    {
        outages.Begin("radosgw killed", "radosgw");
        outages.Begin("host killed", host.Name);

        Assert.Equal(OperationOutcome.Violation, Judge(OperationKind.Download, Refusal(code, status, isProblem, hasRetryAfter)));
        Assert.Single(violations.All);
    }

    [Fact]
    public void A_broken_connection_may_be_where_the_host_died()
    {
        outages.Begin("host killed", host.Name);

        Assert.Equal(OperationOutcome.Broken, Judge(OperationKind.Upload, Lost(Loss.Broken)));
    }

    [Fact]
    public void A_broken_connection_may_not_be_where_another_host_died()
    {
        outages.Begin("host killed", "host-2");

        Assert.Equal(OperationOutcome.Violation, Judge(OperationKind.Upload, Lost(Loss.Broken)));
    }

    [Fact]
    public void A_download_may_be_cut_off_where_the_store_died()
    {
        outages.Begin("radosgw killed", "radosgw");

        Assert.Equal(OperationOutcome.Broken, Judge(OperationKind.Download, Lost(Loss.CutOff)));
        Assert.Equal(OperationOutcome.Violation, Judge(OperationKind.List, Lost(Loss.CutOff)));
    }

    [Fact]
    public void A_hang_fails_the_run_whatever_is_away()
    {
        outages.Begin("radosgw frozen", "radosgw");
        outages.Begin("host killed", host.Name);

        Assert.Equal(OperationOutcome.Violation, Judge(OperationKind.Download, Lost(Loss.TimedOut)));
    }

    private OperationOutcome Judge(OperationKind kind, FleetAnswer answer) =>
        new AnswerJudge(outages, operations, violations).Judge(kind, answer, isDone: false);

    private FleetAnswer Refusal(string code, int status, bool isProblem, bool hasRetryAfter) => Lost(Loss.None) with
    {
        Status = status,
        IsProblem = isProblem,
        HasRetryAfter = hasRetryAfter,
        Json = JsonSerializer.SerializeToElement(new { code }),
    };

    private FleetAnswer Lost(Loss loss) => new() { Host = host, From = outages.Now, To = outages.Now, Loss = loss };
}
