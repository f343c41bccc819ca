using Microsoft.EntityFrameworkCore;

namespace Attachments.EntityFrameworkCore.Tests.Mail;

public class MailContext<TKey>(DbContextOptions options) : DbContext(options)
{
    public DbSet<MailMessage<TKey>> Messages => Set<MailMessage<TKey>>();

    public DbSet<AttachmentRow<MailMessage<TKey>>> Attachments => Set<AttachmentRow<MailMessage<TKey>>>();

    public DbSet<BlobRow> Blobs => Set<BlobRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<MailMessage<TKey>>(message =>
        {
            message.ToTable("messages");
            message.Property(row => row.Id).ValueGeneratedNever();
        });
        modelBuilder.AddAttachments<MailMessage<TKey>>(message => message.Id);
    }
}
