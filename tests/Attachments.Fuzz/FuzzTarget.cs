namespace Attachments.Fuzz;

/// <summary>One parser of bytes that others send, with what must hold of it whatever they are.</summary>
/// <param name="name">Names the target on the command line, in the ledger and as its corpus' folder.</param>
internal abstract class FuzzTarget(string name)
{
    public string Name => name;

    /// <summary>Gets what the target reads, in a few words for the table of figures.</summary>
    public abstract string Description { get; }

    /// <summary>Gets the words of its grammar, one byte for each character. Mutations put them where chance would not.</summary>
    public virtual IReadOnlyList<string> Dictionary => [];

    /// <summary>Gets the longest input that is tried: 1 MiB.</summary>
    public virtual int MaxLength => 1024 * 1024;

    /// <summary>Gets how much one input may allocate, in bytes. It counts all that is allocated, not what is held at once.</summary>
    /// <param name="length">The input's length.</param>
    public virtual long MemoryLimit(int length) => (16 * 1024 * 1024) + (64L * length);

    /// <summary>Runs one input and checks what came of it.</summary>
    /// <exception cref="Violation">Something does not hold. Any other exception is one that the parser must not throw.</exception>
    public abstract void Run(ReadOnlySpan<byte> input);
}
