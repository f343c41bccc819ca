using Attachments.Relational;
using Microsoft.Extensions.Options;

namespace Attachments.EntityFrameworkCore.Hosting;

// Open in the options' type: this package knows no engine. The container leaves it out for options that are not of a database.
internal sealed class HostSchemaOptions<TOptions>(HostModelSource source) : IPostConfigureOptions<TOptions>
    where TOptions : RelationalAttachmentsOptions
{
    public void PostConfigure(string? name, TOptions options)
    {
        var model = source.Model;
        if (options.MessageKeyType != MessageKeyType.Text && options.MessageKeyType != model.KeyType)
            throw new InvalidOperationException(
                $"MessageKeyType is {options.MessageKeyType}, but the key {model.KeyName} of {model.Context} is of type {model.KeyType}. Leave it out: UseEntityFrameworkSchema sets it.");

        options.SchemaOwner = SchemaOwner.Host;
        options.MessageKeyType = model.KeyType;
    }
}
