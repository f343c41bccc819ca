using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Attachments.EntityFrameworkCore.Model;

internal static class MessageReference
{
    // The message's key, which has no property of its own in AttachmentRow: its type is the host's.
    public const string Property = "MessageId";
}

// The foreign key to the host's message. Its column takes the type of the key that it refers to.
internal sealed class MessageReference<TMessage>(Expression<Func<TMessage, object?>> key)
    where TMessage : class
{
    public void Map(EntityTypeBuilder<AttachmentRow<TMessage>> attachment, ModelEngine engine)
    {
        var type = KeyType();
        var column = attachment.Property(type, MessageReference.Property).HasColumnName("message_id").ValueGeneratedNever().IsRequired();
        column.Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Throw);
        if (type == typeof(string))
            column.UseCollation(engine.IdCollation);

        // Only half generic: the inverse is known by its name.
        attachment.HasOne(row => row.Message).WithMany(Inverse())
            .HasForeignKey(MessageReference.Property)
            .HasPrincipalKey(KeyName())
            .OnDelete(DeleteBehavior.Cascade)
            .HasConstraintName("fk_attachments_message");
    }

    private Type KeyType() => KeyProperty().PropertyType;

    private string KeyName() => KeyProperty().Name;

    private PropertyInfo KeyProperty()
    {
        var body = key.Body is UnaryExpression { NodeType: ExpressionType.Convert } boxed ? boxed.Operand : key.Body;
        return body is MemberExpression { Member: PropertyInfo property, Expression: ParameterExpression }
            ? property
            : throw new ArgumentException($"AddAttachments needs the key of {typeof(TMessage).Name} as one property, such as message => message.Id.", nameof(key));
    }

    // A message may have a collection of its attachments.
    private static string? Inverse() => typeof(TMessage).GetProperties()
        .FirstOrDefault(property => property.PropertyType.IsAssignableTo(typeof(IEnumerable<AttachmentRow<TMessage>>)))?.Name;
}
