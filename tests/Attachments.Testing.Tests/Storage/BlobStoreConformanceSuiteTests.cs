using System.Reflection;
using Attachments.Storage;
using Xunit;

namespace Attachments.Testing.Storage;

// A suite that cannot fail proves nothing: every promise that a store breaks must fail at least the fact that is named for it.
public sealed class BlobStoreConformanceSuiteTests
{
    public static TheoryData<Fault, string> Faults => new()
    {
        { Fault.ShowsStagedBytes, nameof(Suite.Staged_bytes_are_invisible_until_they_are_committed) },
        { Fault.KeepsTheCallersBuffer, nameof(Suite.A_buffer_may_be_reused_as_soon_as_its_write_has_completed) },
        { Fault.WritesTwice, nameof(Suite.Writes_of_uneven_sizes_come_out_in_their_order) },
        { Fault.TrustsTheExpectedLength, nameof(Suite.A_wrong_expected_length_does_no_harm) },
        { Fault.FailsOnEmptyWrites, nameof(Suite.An_empty_write_adds_nothing) },
        { Fault.LeavesStagingsBehind, nameof(Suite.Dispose_without_commit_discards_the_staging_at_once) },
        { Fault.LeavesStagingsBehind, nameof(Suite.A_cancelled_write_ends_the_staging) },
        { Fault.LeavesStagingsBehind, nameof(Suite.Many_writers_readers_and_deletes_run_at_once) },
        { Fault.DisposeUndoesTheCommit, nameof(Suite.Dispose_after_commit_keeps_the_bytes_however_often_it_is_called) },
        { Fault.ThrowsWhereNothingIsFound, nameof(Suite.OpenReadAsync_gives_null_where_the_store_has_no_such_blob) },
        { Fault.StartsOneByteLate, nameof(Suite.Every_range_of_a_short_blob_comes_out_exactly) },
        { Fault.CopiesToTheEndOfTheBlob, nameof(Suite.Ranges_at_the_edges_of_blocks_and_of_the_blob_come_out_exactly) },
        { Fault.CopiesToTheEndOfTheBlob, nameof(Suite.Readers_of_one_blob_do_not_disturb_each_other) },
        { Fault.ShortCopyWithoutError, nameof(Suite.A_range_that_the_blob_does_not_hold_is_an_error_and_never_a_short_copy) },
        { Fault.NeverFlushes, nameof(Suite.CopyToAsync_waits_for_the_pipe_and_keeps_little_in_it) },
        { Fault.DoesNotWaitForFlushes, nameof(Suite.CopyToAsync_waits_for_the_pipe_and_keeps_little_in_it) },
        { Fault.ReadsOnWithoutAReader, nameof(Suite.CopyToAsync_reads_no_further_once_the_pipes_reader_has_completed) },
        { Fault.ThrowsWithoutAReader, nameof(Suite.CopyToAsync_ends_quietly_when_the_pipes_reader_has_completed) },
        { Fault.CompletesThePipe, nameof(Suite.CopyToAsync_flushes_everything_and_does_not_complete_the_pipe) },
        { Fault.GivesAFileOfMore, nameof(Suite.A_file_that_a_reader_gives_holds_the_bytes_of_its_range_and_no_others) },
        { Fault.GivesAFileOfOtherBytes, nameof(Suite.A_file_that_a_reader_gives_holds_the_bytes_of_its_range_and_no_others) },
        { Fault.DeleteForgetsThePublished, nameof(Suite.DeleteAsync_removes_published_bytes_and_succeeds_again) },
        { Fault.DeleteForgetsThePublished, nameof(Suite.DeleteAsync_before_the_writer_is_disposed_removes_what_it_committed) },
        { Fault.DeleteForgetsTheStaging, nameof(Suite.DeleteAsync_kills_a_staging_so_that_a_later_commit_fails) },
        { Fault.DeleteForgetsTheStaging, nameof(Suite.DeleteAsync_removes_an_abandoned_staging) },
        { Fault.DeleteForgetsTheStaging, nameof(Suite.Nothing_is_visible_after_a_commit_and_a_delete_that_raced) },
        { Fault.DeleteRemovesEverything, nameof(Suite.DeleteAsync_touches_no_other_blob) },
        { Fault.DeleteThrowsWhereNothingIs, nameof(Suite.DeleteAsync_of_what_was_never_there_succeeds) },
        { Fault.CommitRevivesAKilledStaging, nameof(Suite.A_killed_staging_stays_dead_whatever_is_written_to_it) },
        { Fault.DropsLiveStagings, nameof(Suite.DropStagingsAsync_never_drops_what_a_live_writer_holds) },
        { Fault.DropsYoungStagings, nameof(Suite.DropStagingsAsync_drops_an_abandoned_staging_once_it_is_old_enough) },
        { Fault.DropsNothing, nameof(Suite.DropStagingsAsync_counts_what_it_dropped) },
        { Fault.DropsPublishedBlobs, nameof(Suite.DropStagingsAsync_leaves_published_blobs_alone) },
        { Fault.ShowsAbandonedStagings, nameof(Suite.An_abandoned_staging_is_invisible) },
        { Fault.FoldsTheTenantsCase, nameof(Suite.Tenants_stay_apart_even_where_the_blob_ids_are_the_same) },
        { Fault.IgnoresTheTenant, nameof(Suite.Stagings_of_tenants_stay_apart_even_where_the_blob_ids_are_the_same) },
        { Fault.CheckLeavesAStaging, nameof(Suite.CheckAsync_succeeds_on_a_working_store_and_leaves_nothing_behind) },
        { Fault.IgnoresCancellation, nameof(Suite.CheckAsync_is_cancelled_by_its_token) },
        { Fault.IgnoresCancellation, nameof(Suite.BeginWriteAsync_is_cancelled_by_its_token) },
        { Fault.IgnoresCancellation, nameof(Suite.OpenReadAsync_is_cancelled_by_its_token) },
        { Fault.IgnoresCancellation, nameof(Suite.DeleteAsync_is_cancelled_by_its_token) },
        { Fault.IgnoresCancellation, nameof(Suite.DropStagingsAsync_is_cancelled_by_its_token) },
        { Fault.IgnoresCancellation, nameof(Suite.CopyToAsync_is_cancelled_by_its_token_before_it_begins) },
        { Fault.IgnoresCancellation, nameof(Suite.A_commit_that_was_cancelled_before_it_began_leaves_nothing_once_the_writer_is_disposed) },
        { Fault.IgnoresCancellation, nameof(Suite.ListObjectsAsync_is_cancelled_by_its_token) },
        { Fault.IsNoInventory, nameof(Suite.The_store_can_say_what_it_holds_exactly_where_the_suite_is_told_so) },
        { Fault.ListsItsProbe, nameof(Suite.ListObjectsAsync_lists_nothing_in_a_store_that_was_only_checked) },
        { Fault.ListsWithoutLengths, nameof(Suite.ListObjectsAsync_lists_each_blob_once_with_its_key_and_length) },
        { Fault.ListsTwice, nameof(Suite.ListObjectsAsync_lists_each_blob_once_with_its_key_and_length) },
        { Fault.FoldsTheTenantsCase, nameof(Suite.ListObjectsAsync_tells_hostile_tenants_apart) },
        { Fault.ListsFromTheStartAgain, nameof(Suite.ListObjectsAsync_goes_on_after_any_name_in_the_same_order) },
        { Fault.ListsOnlyWholePages, nameof(Suite.ListObjectsAsync_goes_on_after_any_name_in_the_same_order) },
        { Fault.GoesOnOnlyAfterWhatIsThere, nameof(Suite.ListObjectsAsync_goes_on_after_a_blob_that_was_deleted_since) },
        { Fault.ListsStagingsAsBlobs, nameof(Suite.ListObjectsAsync_lists_neither_stagings_nor_what_was_deleted) },
        { Fault.ListsItsProbe, nameof(Suite.ListObjectsAsync_may_be_left_early) },
        { Fault.ListsStagingsWithoutAge, nameof(Suite.ListStagingsAsync_lists_an_abandoned_staging_with_its_key_and_age) },
        { Fault.ListsNoStagings, nameof(Suite.ListStagingsAsync_lists_an_abandoned_staging_with_its_key_and_age) },
        { Fault.ListsPublishedAsStaged, nameof(Suite.ListStagingsAsync_lists_nothing_of_what_was_published_or_deleted) },
        { Fault.FindsNoLength, nameof(Suite.FindLengthAsync_gives_the_length_of_what_is_published_and_null_once_it_is_deleted) },
        { Fault.FindsTheLengthOfStagings, nameof(Suite.FindLengthAsync_gives_null_for_a_staging_and_for_another_tenants_blob) },
        { Fault.IgnoresTheTenant, nameof(Suite.FindLengthAsync_gives_null_for_a_staging_and_for_another_tenants_blob) },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_broken_promise_fails_the_fact_that_is_named_for_it(Fault fault, string fact)
    {
        Assert.Null(await RunAsync(Fault.None, fact));

        Assert.NotNull(await RunAsync(fault, fact));
    }

    private static async Task<Exception?> RunAsync(Fault fault, string fact)
    {
        var method = typeof(BlobStoreConformanceTests).GetMethod(fact)!;
        object?[][] rows = [.. method.GetCustomAttributes<InlineDataAttribute>().Select(row => row.Data)];

        foreach (var row in rows is [] ? [[]] : rows)
        {
            var suite = new Suite(fault);
            await suite.InitializeAsync();
            if (await Record.ExceptionAsync(() => method.Invoke(suite, row) as Task ?? Task.CompletedTask) is { } failure)
                return failure;
        }

        return null;
    }

    private sealed class Suite(Fault fault) : BlobStoreConformanceTests
    {
        protected override ValueTask<IBlobStore> CreateStoreAsync() => ValueTask.FromResult<IBlobStore>(fault == Fault.IsNoInventory ? new FaultyBlobStore(fault) : new ListingBlobStore(fault));

        protected override ValueTask<TimeSpan> AbandonStagingAsync(BlobKey key, ReadOnlyMemory<byte> bytes)
        {
            ((FaultyBlobStore)Store).Abandon(key, bytes.ToArray(), TimeSpan.FromHours(3));
            return ValueTask.FromResult(TimeSpan.FromHours(3));
        }
    }
}
