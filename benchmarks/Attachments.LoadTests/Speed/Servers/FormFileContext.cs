using Microsoft.EntityFrameworkCore;

namespace Attachments.LoadTests.Speed.Servers;

/// <summary>The rows of <see cref="FormFileServer"/>.</summary>
internal sealed class FormFileContext(DbContextOptions<FormFileContext> options) : DbContext(options)
{
    public DbSet<FormFileRecord> Files => Set<FormFileRecord>();
}
