using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Attachments.EntityFrameworkCore.Model;

// Every property says its column, type and conversion outright, so that no convention of the host's changes them.
internal sealed class Columns(ModelEngine engine)
{
    // By way of the text: a host's compiled model repeats these expressions as code, and cannot say the conversion to a span.
    private static readonly ValueConverter<Guid, byte[]> BigEndian = new(value => value.ToByteArray(true), bytes => Guid.Parse(Convert.ToHexString(bytes)));

    private static readonly ValueConverter<DateTimeOffset, long> Milliseconds =
        new(value => value.ToUnixTimeMilliseconds(), value => DateTimeOffset.FromUnixTimeMilliseconds(value));

    // 16 bytes in the order of the text, so that version 7 sorts by time.
    public void Uuid(PropertyBuilder property, string name) =>
        Map(property, name, engine.Uuid).HasConversion(engine.IsSqlite ? BigEndian : null);

    public void Id(PropertyBuilder property, string name) => Text(property, name).UseCollation(engine.IdCollation);

    public PropertyBuilder Text(PropertyBuilder property, string name) => Map(property, name, engine.Text).HasConversion((ValueConverter?)null);

    public void Bytes(PropertyBuilder property, string name) => Map(property, name, engine.Bytes).HasConversion((ValueConverter?)null);

    public void Int64(PropertyBuilder property, string name) => Map(property, name, engine.Int64).HasConversion((ValueConverter?)null);

    public PropertyBuilder Int32(PropertyBuilder property, string name) => Map(property, name, engine.Int32).HasConversion((ValueConverter?)null);

    public PropertyBuilder Int16(PropertyBuilder property, string name) => Map(property, name, engine.Int16).HasConversion((ValueConverter?)null);

    public PropertyBuilder Enumeration(PropertyBuilder property, string name) => Map(property, name, engine.Int16).HasConversion<short>();

    public void Time(PropertyBuilder property, string name) => Map(property, name, engine.Int64).HasConversion(Milliseconds);

    private static PropertyBuilder Map(PropertyBuilder property, string name, string type)
    {
        property.HasColumnName(name).HasColumnType(type).ValueGeneratedNever();

        // The rules between the rows stand in the library's own statements.
        if (!property.Metadata.IsPrimaryKey())
            property.Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Throw);

        return property;
    }
}
