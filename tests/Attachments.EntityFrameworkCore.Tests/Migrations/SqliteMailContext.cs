using Attachments.EntityFrameworkCore.Tests.Mail;
using Microsoft.EntityFrameworkCore;

namespace Attachments.EntityFrameworkCore.Tests.Migrations;

// dotnet ef migrations add NAME --context SqliteMailContext --output-dir Migrations/Sqlite
public sealed class SqliteMailContext(DbContextOptions<SqliteMailContext> options) : MailContext<Guid>(options);
