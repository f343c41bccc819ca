using Attachments.Contract.Hosting;

[assembly: AssemblyFixture(typeof(SqliteHost))]
[assembly: AssemblyFixture(typeof(PostgreSqlHost))]
[assembly: AssemblyFixture(typeof(S3Host))]
