using Attachments.EntityFrameworkCore.Tests.Mail;
using Microsoft.EntityFrameworkCore;

namespace Attachments.EntityFrameworkCore.Tests.Migrations;

// dotnet ef migrations add NAME --context PostgreSqlMailContext --output-dir Migrations/PostgreSql
public sealed class PostgreSqlMailContext(DbContextOptions<PostgreSqlMailContext> options) : MailContext<Guid>(options);
