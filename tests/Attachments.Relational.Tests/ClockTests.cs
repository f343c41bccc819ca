using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Attachments.PostgreSql;
using Attachments.Relational.Sql;
using Attachments.Sqlite;
using Xunit;

namespace Attachments.Relational.Tests;

// Hosts' clocks may be hours apart: what is due is decided by the database's clock alone.
public sealed class ClockTests
{
    [Theory]
    [InlineData(typeof(SqlBatch))]
    [InlineData(typeof(SqliteAttachmentsOptions))]
    [InlineData(typeof(PostgreSqlAttachmentsOptions))]
    public void No_adapter_reads_the_host_s_clock(Type ofAssembly)
    {
        string[] clocks = ["get_UtcNow", "get_Now", "GetUtcNow", "GetLocalNow", "get_Today", "get_TickCount", "get_TickCount64", "GetSystemTimePreciseAsFileTime"];
        using var file = new PEReader(File.OpenRead(ofAssembly.Assembly.Location));
        var metadata = file.GetMetadataReader();

        var called = metadata.MemberReferences.Select(handle => metadata.GetString(metadata.GetMemberReference(handle).Name)).ToList();

        Assert.NotEmpty(called);
        Assert.Empty(called.Intersect(clocks));
    }
}
