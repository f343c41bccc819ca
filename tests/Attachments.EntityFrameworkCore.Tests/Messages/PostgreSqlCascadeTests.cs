using Attachments.EntityFrameworkCore.Tests.Mail;

namespace Attachments.EntityFrameworkCore.Tests.Messages;

public sealed class PostgreSqlCascadeTests() : CascadeTests(new PostgreSqlMailDatabase());
