namespace Attachments.Relational.Sql;

/// <summary>The arguments of one operation by name; each of its statements takes those that it names.</summary>
public sealed class SqlArguments
{
    private readonly List<KeyValuePair<string, SqlValue>> values;

    /// <summary>Makes room for arguments.</summary>
    /// <param name="capacity">How many are expected. More are taken all the same.</param>
    public SqlArguments(int capacity = 3) => values = new(capacity);

    /// <summary>Adds an argument.</summary>
    /// <param name="name">Its name, without the dollar sign.</param>
    /// <param name="value">Its value.</param>
    /// <returns>These arguments.</returns>
    public SqlArguments With(string name, SqlValue value)
    {
        values.Add(new(name, value));
        return this;
    }

    /// <inheritdoc cref="With(string, SqlValue)"/>
    public SqlArguments With(string name, string value) => With(name, SqlValue.Of(value));

    /// <inheritdoc cref="With(string, SqlValue)"/>
    public SqlArguments With(string name, Guid value) => With(name, SqlValue.Of(value));

    /// <inheritdoc cref="With(string, SqlValue)"/>
    public SqlArguments With(string name, long value) => With(name, SqlValue.Of(value));

    /// <inheritdoc cref="With(string, SqlValue)"/>
    public SqlArguments With(string name, int value) => With(name, SqlValue.Of(value));

    /// <inheritdoc cref="With(string, SqlValue)"/>
    public SqlArguments With(string name, byte[] value) => With(name, SqlValue.Of(value));

    /// <summary>Adds a duration, in milliseconds, rounded up.</summary>
    /// <param name="name">Its name, without the dollar sign.</param>
    /// <param name="value">The duration.</param>
    /// <returns>These arguments.</returns>
    public SqlArguments With(string name, TimeSpan value) => With(name, (long)Math.Ceiling(value.TotalMilliseconds));

    /// <summary>Gets an argument.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="InvalidOperationException">There is none of that name.</exception>
    public SqlValue this[string name]
    {
        get
        {
            foreach (var pair in values)
            {
                if (string.Equals(pair.Key, name, StringComparison.Ordinal))
                    return pair.Value;
            }

            throw new InvalidOperationException($"A statement names ${name}, for which its operation has no argument.");
        }
    }
}
