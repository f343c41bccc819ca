using Attachments.EntityFrameworkCore.Tests.Mail;

namespace Attachments.EntityFrameworkCore.Tests.Queries;

public sealed class SqliteQueryTests() : QueryTests(new SqliteMailDatabase());
