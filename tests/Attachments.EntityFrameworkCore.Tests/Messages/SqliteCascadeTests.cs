using Attachments.EntityFrameworkCore.Tests.Mail;

namespace Attachments.EntityFrameworkCore.Tests.Messages;

public sealed class SqliteCascadeTests() : CascadeTests(new SqliteMailDatabase());
