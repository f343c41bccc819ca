using Attachments.Relational.Sql;

namespace Attachments.Relational;

// A message's id as the attachments' column has it, and its one text form, which names the lock and the seal.
internal readonly record struct MessageKey(SqlValue Value, string Text);
