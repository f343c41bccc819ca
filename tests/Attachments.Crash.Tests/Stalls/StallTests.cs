using Attachments.Crash.Deployments;
using Attachments.Crash.Hosts;
using Attachments.Crash.Load;

namespace Attachments.Crash.Stalls;

/// <summary>Two hosts on one database and folder, with clocks two hours apart, which sweep all the time; one is held up far past the grace.</summary>
public abstract class StallTests(DatabaseEngine engine)
{
    private const int Clients = 6;

    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Stall = Grace * 4;
    private static readonly TimeSpan LoadTime = TimeSpan.FromSeconds(2);

    private static readonly HostSettings Ahead = new() { SweepInterval = SweepInterval, ClockOffset = TimeSpan.FromHours(1) };
    private static readonly HostSettings Behind = Ahead with { ClockOffset = TimeSpan.FromHours(-1) };

    // Where an upload must succeed, the machine's own hiccups must be far below the grace.
    private static readonly TimeSpan LongGrace = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData("after-staging")]
    [InlineData("after-write")]
    [InlineData("before-reserve")]
    [InlineData("after-reserve")]
    [InlineData("before-publish")]
    [InlineData("after-publish")]
    [InlineData("before-attach")]
    [InlineData("after-attach")]
    [InlineData("before-delete")]
    [InlineData("after-delete")]
    [InlineData("before-bytes-deleted")]
    [InlineData("after-bytes-deleted")]
    [InlineData("before-forget")]
    public async Task What_is_listed_can_be_downloaded_while_a_host_stalls_past_the_grace(string point) => await RunAsync(point, besides: null);

    // The other host loses its reservations, so that there is something to sweep.
    [Theory]
    [InlineData("after-claim")]
    [InlineData("before-bytes-deleted")]
    [InlineData("before-forget")]
    [InlineData("after-walk")]
    [InlineData("before-drop-stagings")]
    public async Task What_is_listed_can_be_downloaded_while_a_sweep_stalls_past_its_lease(string point) => await RunAsync(point, besides: "before-attach");

    [Theory]
    [InlineData("after-reserve")]
    [InlineData("before-attach")]
    public async Task Upload_whose_reservation_was_swept_is_refused_and_leaves_nothing(string point)
    {
        await using var deployment = await Deployment.CreateAsync(engine);

        // The first upload of a host that has just started may take longer to get there than a short grace.
        var hosts = await StartTwoAsync(deployment, LongGrace);
        var upload = await UploadUntilSweptAsync(deployment, hosts[1], point);

        await hosts[1].Client.DisarmAsync(point);
        var answer = await upload;

        Assert.Equal((503, "storage_unavailable"), (answer.Status, answer["code"]));
        await Audit.AssertSweptCleanAsync(deployment, hosts[0]);
        Assert.Empty(await deployment.Database.ReadBlobsAsync());
    }

    // Nothing would name the bytes, and their host may die before it takes them back.
    [Fact]
    public async Task Upload_whose_reservation_was_swept_does_not_get_as_far_as_publishing()
    {
        await using var deployment = await Deployment.CreateAsync(engine);
        var hosts = await StartTwoAsync(deployment, Grace);
        var upload = await UploadUntilSweptAsync(deployment, hosts[1], "after-reserve");
        await hosts[1].Client.CrashAtAsync("after-publish");

        await hosts[1].Client.DisarmAsync("after-reserve");

        Assert.Equal(503, (await upload).Status);
        Assert.Empty(deployment.Folder.ReadBlobs());
    }

    [Theory]
    [InlineData("before-publish")]
    [InlineData("after-publish")]
    public async Task Upload_whose_publishing_takes_several_graces_completes(string point)
    {
        await using var deployment = await Deployment.CreateAsync(engine);
        var hosts = await StartTwoAsync(deployment, LongGrace);
        await hosts[1].Client.StallAtAsync(point, LongGrace * 3);

        await AssertUploadedAsync(hosts, new ByteArrayContent(Contents.Make(1)), Contents.Make(1));
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(1_000_000)]
    public async Task Upload_whose_client_takes_several_graces_completes(int length)
    {
        await using var deployment = await Deployment.CreateAsync(engine);
        var hosts = await StartTwoAsync(deployment, LongGrace);
        var content = Contents.Make(1, length);

        await AssertUploadedAsync(hosts, new TricklingContent(content, pieces: 40, pause: LongGrace * 3 / 40), content);
    }

    /// <returns>The upload, which is held up until the point is disarmed.</returns>
    private static async Task<Task<Answer>> UploadUntilSweptAsync(Deployment deployment, HostProcess host, string point)
    {
        await host.Client.StallAtAsync(point, TimeSpan.FromMinutes(5));
        var upload = host.Client.UploadAsync("message", Contents.Make(1), TestContext.Current.CancellationToken);
        await host.Client.ReachedAsync(point);
        await Poll.UntilAsync(async () => await deployment.Database.CountStraysAsync() == 0, "the reservation was not swept");
        return upload;
    }

    private static async Task AssertUploadedAsync(HostPool hosts, HttpContent sent, byte[] content)
    {
        var answer = await hosts[1].Client.UploadAsync("message", sent);

        Assert.True(answer.Status == 201, $"The upload answered {answer}\n{hosts[1].Output}");
        Assert.Equal(content, (await hosts[0].Client.DownloadAsync(answer["id"]!)).Body);
    }

    private static async Task<HostPool> StartTwoAsync(Deployment deployment, TimeSpan grace)
    {
        var ahead = deployment.StartAsync(Ahead with { Grace = grace });
        var behind = deployment.StartAsync(Behind with { Grace = grace });
        return new HostPool(await ahead, await behind);
    }

    private async Task RunAsync(string point, string? besides)
    {
        await using var deployment = await Deployment.CreateAsync(engine);
        var hosts = await StartTwoAsync(deployment, Grace);
        var ledger = new Ledger { MayBeUnavailable = true, UnavailableLeavesNothing = true };
        await hosts[1].Client.StallAtAsync(point, Stall);
        if (besides is not null)
            await hosts[0].Client.StallAtAsync(besides, Stall);

        var seed = Random.Shared.Next(1, 1_000_000);
        await using var load = LoadRun.Start(LoadRun.MakeClients(Clients, hosts, ledger, seed), hosts, ledger, seed);
        await Task.Delay(LoadTime, TestContext.Current.CancellationToken);
        await hosts[1].Client.ReachedAsync(point, () => $"seed {seed}, {ledger.Uploads} uploads\n{hosts[0].Output}\n{hosts[1].Output}");
        await Poll.UntilAsync(() => Task.FromResult(ledger.Uploads > Clients), "hardly an upload was acknowledged");
        var seen = await load.StopAsync();

        await hosts[1].Client.DisarmAsync(point);
        if (besides is not null)
            await hosts[0].Client.DisarmAsync(besides);

        await ledger.CheckAsync(hosts[0].Client);
        var violations = seen.Concat(ledger.Violations).ToList();
        Assert.True(violations.Count == 0, $"seed {seed}: {string.Join('\n', violations)}\n{hosts[0].Output}\n{hosts[1].Output}");
        await Audit.AssertSweptCleanAsync(deployment, hosts[0]);
    }
}
