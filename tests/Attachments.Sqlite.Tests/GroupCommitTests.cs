using Attachments.Access;
using Attachments.Persistence;
using Attachments.Relational.Sql;
using Microsoft.Extensions.DependencyInjection;
using SQLitePCL;
using Xunit;

namespace Attachments.Sqlite.Tests;

/// <summary>Writers that found the gate closed, and what becomes of them when it opens.</summary>
public sealed class GroupCommitTests : IAsyncDisposable
{
    private static readonly TenantId Tenant = TenantId.Parse("t");
    private static readonly SqlStatement Create = new("CREATE TABLE written (id INTEGER NOT NULL PRIMARY KEY)");
    private static readonly SqlStatement Insert = new("INSERT INTO written (id) VALUES ($id)");
    private static readonly SqlStatement Select = new("SELECT id FROM written ORDER BY id");

    private readonly SqliteTestDatabase files = new();
    private readonly SqliteDatabase database;
    private readonly ManualResetEventSlim held = new();
    private readonly ManualResetEventSlim opened = new();
    private int commits;

    public GroupCommitTests() => database = files.StartHost().GetRequiredService<SqliteDatabase>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Writers_that_wait_commit_together()
    {
        var holder = await HoldGateAsync();
        Task[] writers = [WriteAsync(1), WriteAsync(2), WriteAsync(3)];

        opened.Set();
        await Task.WhenAll([holder, .. writers]);

        Assert.Equal([1, 2, 3], await ReadAsync());
        Assert.Equal(2, commits);
    }

    [Fact]
    public async Task One_that_fails_takes_no_other_with_it()
    {
        var holder = await HoldGateAsync();
        Task[] writers = [WriteAsync(1), WriteAsync(2)];
        var second = WriteAsync(1);
        var last = WriteAsync(3);

        opened.Set();
        await Task.WhenAll([holder, .. writers, last]);

        await Assert.ThrowsAsync<AttachmentDatabaseException>(() => second);
        Assert.Equal([1, 2, 3], await ReadAsync());
    }

    [Fact]
    public async Task One_that_was_given_up_while_it_waited_is_not_run()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var holder = await HoldGateAsync();
        var impatient = WriteAsync(1, patience.Token);
        var patient = WriteAsync(2);

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        opened.Set();
        await Task.WhenAll(holder, patient);

        Assert.Equal([2], await ReadAsync());
    }

    [Fact]
    public async Task One_that_waits_while_the_database_is_closed_is_told()
    {
        var holder = await HoldGateAsync();
        var waiting = WriteAsync(1);

        await database.DisposeAsync();
        opened.Set();
        await holder;

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
    }

    [Fact]
    public async Task Rows_of_a_try_that_was_rolled_back_are_not_handed_out_twice()
    {
        var holder = await HoldGateAsync();
        var batch = SqlBatch.Write(Tenant);
        batch.Add(Insert, new SqlArguments().With("id", 1));
        var seen = batch.Query(Select, new SqlArguments(), row => row.Int64(0));
        var first = database.RunAsync(batch, Token).AsTask();
        var second = WriteAsync(1);

        opened.Set();
        await Task.WhenAll(holder, first);

        Assert.Equal([1], seen.All);
        await Assert.ThrowsAsync<AttachmentDatabaseException>(() => second);
    }

    public async ValueTask DisposeAsync()
    {
        opened.Set();
        await files.DisposeAsync();
        held.Dispose();
        opened.Dispose();
    }

    // The session that holds it is the one that the next writer gets, so its commits are counted.
    private async Task<Task> HoldGateAsync()
    {
        var create = SqlBatch.Write(Tenant);
        create.Add(Create, new SqlArguments());
        await database.RunAsync(create, Token);

        var holder = Task.Run(() => database.WriteAsync(Hold, Token).AsTask(), Token);
        held.Wait(Token);
        return holder;
    }

    private bool Hold(SqliteSession session)
    {
        raw.sqlite3_commit_hook(session.Connection.Handle, _ => Interlocked.Increment(ref commits) * 0, null);
        held.Set();
        opened.Wait(Token);
        return true;
    }

    private Task WriteAsync(long id, CancellationToken? cancellationToken = null)
    {
        var batch = SqlBatch.Write(Tenant);
        batch.Add(Insert, new SqlArguments().With("id", id));
        return database.RunAsync(batch, cancellationToken ?? Token).AsTask();
    }

    private async Task<IReadOnlyList<long>> ReadAsync()
    {
        var batch = SqlBatch.Read(Tenant);
        var rows = batch.Query(Select, new SqlArguments(), row => row.Int64(0));
        await database.RunAsync(batch, Token);
        return rows.All;
    }
}
