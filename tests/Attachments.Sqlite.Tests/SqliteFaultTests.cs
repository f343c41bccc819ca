using System.Diagnostics;
using Attachments.Access;
using Attachments.Messages;
using Attachments.Persistence;
using Attachments.Relational.Sql;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attachments.Sqlite.Tests;

public sealed class SqliteFaultTests : IAsyncDisposable
{
    private static readonly TenantId Tenant = TenantId.Parse("t");
    private static readonly MessageId Message = MessageId.Parse("m");

    private readonly SqliteTestDatabase database = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_that_is_no_database_is_a_fault()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(database.File)!);
        await File.WriteAllTextAsync(database.File, new string('x', 10_000), Token);

        await Assert.ThrowsAsync<AttachmentDatabaseException>(() => ReadAsync().AsTask());
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_a_fault_for_writers_alone()
    {
        await database.StartHost().ApplyAttachmentsSchemaAsync(Token);
        void ReadOnly(SqliteAttachmentsOptions options) => options.ConnectionString += ";Mode=ReadOnly";

        await ReadAsync(ReadOnly);

        await Assert.ThrowsAsync<AttachmentDatabaseException>(() => WriteAsync(ReadOnly).AsTask());
    }

    [Fact]
    public async Task A_directory_in_the_place_of_the_file_is_a_fault()
    {
        Directory.CreateDirectory(database.File);

        await Assert.ThrowsAsync<AttachmentDatabaseException>(() => ReadAsync().AsTask());
    }

    [Fact]
    public async Task A_writer_of_another_process_is_waited_for_until_the_time_is_up_and_disturbs_no_reader()
    {
        void Quick(SqliteAttachmentsOptions options) => options.BusyTimeout = TimeSpan.FromSeconds(1);
        await database.StartHost().ApplyAttachmentsSchemaAsync(Token);
        using var other = new SqliteConnection($"{database.ConnectionString};Pooling=False");
        other.Open();
        using var transaction = other.BeginTransaction(deferred: false);

        var clock = Stopwatch.StartNew();
        await ReadAsync(Quick);
        await Assert.ThrowsAsync<AttachmentDatabaseException>(() => WriteAsync(Quick).AsTask());
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"It took {clock.Elapsed}.");

        transaction.Rollback();
        await WriteAsync(Quick);
    }

    // Each of them would wait for the one before, were the gate not part of what BusyTimeout counts: the last was told after six times as long.
    [Fact]
    public async Task Writers_that_wait_together_for_another_process_are_all_told_when_the_time_is_up()
    {
        var host = database.StartHost(options => options.BusyTimeout = TimeSpan.FromSeconds(1));
        await host.ApplyAttachmentsSchemaAsync(Token);
        var seals = SqliteTestDatabase.Repositories(host).Seals;
        using var other = new SqliteConnection($"{database.ConnectionString};Pooling=False");
        other.Open();
        using var transaction = other.BeginTransaction(deferred: false);

        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writers = Enumerable.Range(0, 6).Select(_ => WriteWhenStartedAsync()).ToArray();
        start.SetResult();
        var waits = await Task.WhenAll(writers);

        // One after the other they would take six seconds and more.
        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(5)));
        transaction.Rollback();
        await seals.MarkDeletedAsync(Tenant, Message, Token);

        async Task<TimeSpan> WriteWhenStartedAsync()
        {
            await start.Task;
            var clock = Stopwatch.StartNew();
            await Assert.ThrowsAsync<AttachmentDatabaseException>(() => seals.MarkDeletedAsync(Tenant, Message, Token).AsTask());
            return clock.Elapsed;
        }
    }

    [Fact]
    public async Task A_call_that_is_cancelled_says_so()
    {
        var repositories = SqliteTestDatabase.Repositories(database.StartHost());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => repositories.Seals.MarkDeletedAsync(Tenant, Message, new CancellationToken(canceled: true)).AsTask());
    }

    [Theory]
    [InlineData(5, 5, SqlFault.Conflict)]
    [InlineData(5, 517, SqlFault.Conflict)]
    [InlineData(13, 13, SqlFault.Full)]
    [InlineData(10, 4874, SqlFault.Unavailable)]
    [InlineData(19, 787, SqlFault.MissingReference)]
    [InlineData(19, 2067, SqlFault.Conflict)]
    [InlineData(19, 1299, SqlFault.Other)]
    [InlineData(11, 11, SqlFault.Other)]
    public void The_engine_s_errors_have_their_meaning(int code, int extendedCode, SqlFault fault) =>
        Assert.Equal(fault, SqliteErrors.Classify(new SqliteException("fault", code, extendedCode)));

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private ValueTask<MessageState> ReadAsync(Action<SqliteAttachmentsOptions>? configure = null) =>
        SqliteTestDatabase.Repositories(database.StartHost(configure)).Attachments.ReadMessageAsync(Tenant, Message, Token);

    private ValueTask WriteAsync(Action<SqliteAttachmentsOptions>? configure = null) =>
        SqliteTestDatabase.Repositories(database.StartHost(configure)).Seals.MarkDeletedAsync(Tenant, Message, Token);
}
