using System.Linq.Expressions;
using Attachments.EntityFrameworkCore;
using Attachments.EntityFrameworkCore.Model;

namespace Microsoft.EntityFrameworkCore;

/// <summary>Maps the attachments' tables into the host's model.</summary>
public static class AttachmentsModelBuilderExtensions
{
    /// <summary>Maps the attachments' tables, with a foreign key to the host's messages that deletes a message's attachments with it.</summary>
    /// <typeparam name="TMessage">
    /// The host's message. A property of it that is a collection of <see cref="AttachmentRow{TMessage}"/> becomes the other side of the reference.
    /// </typeparam>
    /// <param name="modelBuilder">The model, in <c>OnModelCreating</c>.</param>
    /// <param name="messageKey">The property that messages are known by: its text is the <c>messageId</c> of the library. A <see cref="Guid"/>, <see cref="long"/>, <see cref="int"/> or <see cref="string"/>, or what is converted to one.</param>
    /// <param name="configure">Names schema or prefix; null leaves the defaults.</param>
    /// <returns>The model.</returns>
    /// <remarks>The host's migrations then own the tables: register the context by <c>UseEntityFrameworkSchema</c>, which tells the library so. Calling it twice for the same message is the same as once.</remarks>
    /// <exception cref="InvalidOperationException">The model is made for another database than PostgreSQL or SQLite, or has the attachments of another message already.</exception>
    public static ModelBuilder AddAttachments<TMessage>(
        this ModelBuilder modelBuilder, Expression<Func<TMessage, object?>> messageKey, Action<AttachmentsModelOptions>? configure = null)
        where TMessage : class
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        ArgumentNullException.ThrowIfNull(messageKey);

        // Not FullName, which has the versions of a generic type's arguments in it.
        var message = typeof(TMessage).ToString();
        if (modelBuilder.Model[ModelMark.Message] is string mapped)
            return mapped == message ? modelBuilder : throw new InvalidOperationException($"The model has the attachments of {mapped} already; it cannot have those of {message} too.");

        var options = new AttachmentsModelOptions();
        configure?.Invoke(options);

        var engine = ModelEngine.Of(modelBuilder.Model, options.ProviderName);
        modelBuilder.Model[ModelMark.Message] = message;
        modelBuilder.Model[ModelMark.Provider] = engine.ProviderName;

        var model = new AttachmentsModel(modelBuilder, engine, options);
        model.MapBlobs();
        model.MapAttachments(messageKey);
        model.MapStrays();
        model.MapSeals();
        model.MapVersion();
        return modelBuilder;
    }
}
