using Attachments.Relational.Sql;
using Microsoft.Data.Sqlite;

namespace Attachments.Sqlite;

internal static class SqliteErrors
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Protocol = 15;
    private const int Constraint = 19;
    private const int ForeignKey = 787;
    private const int PrimaryKey = 1555;
    private const int Unique = 2067;

    public static SqlFault Classify(SqliteException error) => error.SqliteErrorCode switch
    {
        Busy or Locked or Protocol => SqlFault.Conflict,
        Full => SqlFault.Full,
        ReadOnly or InputOutput or CannotOpen => SqlFault.Unavailable,
        Constraint when error.SqliteExtendedErrorCode == ForeignKey => SqlFault.MissingReference,
        Constraint when error.SqliteExtendedErrorCode is PrimaryKey or Unique => SqlFault.Conflict,
        _ => SqlFault.Other,
    };
}
