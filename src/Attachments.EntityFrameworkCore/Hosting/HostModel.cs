using Attachments.EntityFrameworkCore.Model;
using Attachments.Relational;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Attachments.EntityFrameworkCore.Hosting;

// What the library must know of the host's model. Reading it opens no connection.
internal sealed record HostModel(string Context, MessageKeyType KeyType, string KeyName, string AttachmentsTable)
{
    public static HostModel Read(DbContext context)
    {
        var name = context.GetType().Name;
        var attachment = context.Model[ModelMark.Provider] is string provider
            ? FindAttachment(context.Model)
            : throw new InvalidOperationException($"The model of {name} has no attachments: call modelBuilder.AddAttachments<…>(message => message.Id) in its OnModelCreating.");

        if (provider != context.Database.ProviderName)
            throw new InvalidOperationException($"The attachments in the model of {name} are mapped for {provider}, but its provider is {context.Database.ProviderName}.");

        var key = attachment.FindProperty(MessageReference.Property)!;
        var keyName = $"{key.FindFirstPrincipal()!.DeclaringType.ClrType.Name}.{key.FindFirstPrincipal()!.Name}";
        var schema = attachment.GetSchema();
        return new HostModel(name, KeyTypeOf(key, name, keyName), keyName, schema is null ? attachment.GetTableName()! : $"{schema}.{attachment.GetTableName()}");
    }

    private static IEntityType FindAttachment(IModel model) => model.GetEntityTypes().Single(
        type => type.ClrType.IsGenericType && type.ClrType.GetGenericTypeDefinition() == typeof(AttachmentRow<>));

    private static MessageKeyType KeyTypeOf(IProperty key, string context, string keyName)
    {
        var mapping = key.GetTypeMapping();
        var stored = mapping.Converter?.ProviderClrType ?? mapping.ClrType;
        return Type.GetTypeCode(stored) switch
        {
            TypeCode.String => MessageKeyType.Text,
            TypeCode.Int64 => MessageKeyType.Int64,
            TypeCode.Int32 => MessageKeyType.Int32,
            _ when stored == typeof(Guid) => MessageKeyType.Guid,
            _ => throw new InvalidOperationException($"The key {keyName} of {context} is stored as {stored.Name}; attachments refer to messages by a Guid, long, int or string."),
        };
    }
}
