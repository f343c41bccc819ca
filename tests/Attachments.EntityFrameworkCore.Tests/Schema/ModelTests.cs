using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Attachments.EntityFrameworkCore.Tests.Schema;

// What AddAttachments does to a model; no database is opened.
public sealed class ModelTests
{
    [Fact]
    public void Npgsql_s_mark_in_the_model_makes_PostgreSQL_s_tables()
    {
        using var context = new ConfiguredContext<Npgsql>(options => options.UseNpgsql("Host=localhost"), model => model.AddAttachments<Letter>(letter => letter.Id));

        Assert.Equal(("attachments", "attachments", "uuid"), Describe(context));
    }

    [Fact]
    public void A_model_without_a_mark_gets_SQLite_s_tables()
    {
        using var context = new ConfiguredContext<Sqlite>(UseSqlite, model => model.AddAttachments<Letter>(letter => letter.Id));

        Assert.Equal((null, "attachments_attachments", "BLOB"), Describe(context));
    }

    [Fact]
    public void Another_provider_s_mark_is_refused()
    {
        using var context = new ConfiguredContext<Other>(UseSqlite, model =>
        {
            model.Model["SqlServer:ValueGenerationStrategy"] = "IdentityColumn";
            model.AddAttachments<Letter>(letter => letter.Id);
        });

        var exception = Assert.Throws<InvalidOperationException>(() => context.Model);

        Assert.Equal("AddAttachments maps the attachments' tables for PostgreSQL (Npgsql) and SQLite; the model is made for SqlServer.", exception.Message);
    }

    [Fact]
    public void The_provider_s_name_wins_over_the_marks()
    {
        using var context = new ConfiguredContext<Named>(
            UseSqlite, model => model.AddAttachments<Letter>(letter => letter.Id, options => options.ProviderName = "Npgsql.EntityFrameworkCore.PostgreSQL"));

        Assert.Equal("uuid", Describe(context).Type);
    }

    [Fact]
    public void Schema_and_prefix_can_be_named()
    {
        using var npgsql = new ConfiguredContext<NamedSchema>(
            options => options.UseNpgsql("Host=localhost"), model => model.AddAttachments<Letter>(letter => letter.Id, options => options.Schema = "mail"));
        using var sqlite = new ConfiguredContext<NamedPrefix>(UseSqlite, model => model.AddAttachments<Letter>(letter => letter.Id, options => options.TablePrefix = "mail_"));

        Assert.Equal(("mail", "attachments", "uuid"), Describe(npgsql));
        Assert.Equal((null, "mail_attachments", "BLOB"), Describe(sqlite));
    }

    [Fact]
    public void A_host_s_conventions_change_no_column()
    {
        using var plain = new ConfiguredContext<Sqlite>(UseSqlite, model => model.AddAttachments<Letter>(letter => letter.Id));
        using var opinionated = new OpinionatedContext();

        Assert.Equal(Columns(plain), Columns(opinionated));
    }

    [Fact]
    public void A_converted_key_is_stored_as_what_it_is_converted_to()
    {
        using var context = new ConfiguredContext<Converted>(
            options => options.UseNpgsql("Host=localhost"),
            model =>
            {
                model.AddAttachments<Parcel>(parcel => parcel.Id);
                model.Entity<Parcel>().Property(parcel => parcel.Id).HasConversion(id => id.Value, value => new ParcelId(value));
            });

        Assert.Equal("bigint", context.Model.FindEntityType(typeof(AttachmentRow<Parcel>))!.FindProperty("MessageId")!.GetColumnType());
    }

    [Fact]
    public void A_key_of_more_than_one_property_is_refused()
    {
        using var context = new ConfiguredContext<Composite>(UseSqlite, model => model.AddAttachments<Letter>(letter => new { letter.Id, letter.Number }));

        Assert.Contains("as one property", Assert.Throws<ArgumentException>(() => context.Model).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_attachments_of_two_kinds_of_messages_are_refused()
    {
        using var context = new ConfiguredContext<Two>(UseSqlite, model => model.AddAttachments<Letter>(letter => letter.Id).AddAttachments<Parcel>(parcel => parcel.Id));

        Assert.Contains("has the attachments of", Assert.Throws<InvalidOperationException>(() => context.Model).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Calling_it_twice_is_the_same_as_once()
    {
        using var once = new ConfiguredContext<Sqlite>(UseSqlite, model => model.AddAttachments<Letter>(letter => letter.Id));
        using var twice = new ConfiguredContext<Twice>(UseSqlite, model => model.AddAttachments<Letter>(letter => letter.Id).AddAttachments<Letter>(letter => letter.Id));

        Assert.Equal(Columns(once), Columns(twice));
    }

    private static void UseSqlite(DbContextOptionsBuilder options) => options.UseSqlite("Data Source=mail.db");

    private static (string? Schema, string? Table, string? Type) Describe(DbContext context)
    {
        var entity = context.Model.FindEntityType(typeof(AttachmentRow<Letter>))!;
        return (entity.GetSchema(), entity.GetTableName(), entity.FindProperty("Id")!.GetColumnType());
    }

    private static List<string> Columns(DbContext context) =>
    [
        .. context.Model.GetEntityTypes().Where(entity => entity.ClrType != typeof(Letter)).SelectMany(entity => entity.GetProperties())
            .Select(property => $"{property.DeclaringType.GetTableName()}.{property.GetColumnName()} {property.GetColumnType()} {property.IsNullable} {property.GetTypeMapping().Converter?.ProviderClrType.Name}"),
    ];

    public sealed class Letter
    {
        public Guid Id { get; set; }

        public int Number { get; set; }
    }

    public sealed class Parcel
    {
        public ParcelId Id { get; set; }
    }

    public readonly record struct ParcelId(long Value);

    // EF makes one model for each type of context, so every test has its own.
    private sealed class ConfiguredContext<TMark>(Action<DbContextOptionsBuilder> options, Action<ModelBuilder> model) : DbContext
    {
        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => options(optionsBuilder);

        protected override void OnModelCreating(ModelBuilder modelBuilder) => model(modelBuilder);
    }

    private sealed class OpinionatedContext : DbContext
    {
        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => UseSqlite(optionsBuilder);

        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddAttachments<Letter>(letter => letter.Id);

        protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
        {
            configurationBuilder.Properties<string>().HaveMaxLength(50).HaveColumnType("VARCHAR(50)");
            configurationBuilder.Properties<Enum>().HaveConversion<string>();
            configurationBuilder.Properties<DateTimeOffset>().HaveConversion<string>();
            configurationBuilder.Properties<byte[]>().HaveConversion<string>();
            configurationBuilder.Properties<long>().HaveConversion<string>();
        }
    }

    private sealed class Npgsql;

    private sealed class Sqlite;

    private sealed class Other;

    private sealed class Named;

    private sealed class NamedSchema;

    private sealed class NamedPrefix;

    private sealed class Converted;

    private sealed class Composite;

    private sealed class Two;

    private sealed class Twice;
}
