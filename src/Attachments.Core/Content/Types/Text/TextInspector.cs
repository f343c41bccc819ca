namespace Attachments.Content.Types.Text;

/// <summary>Where verification is strict, holds a textual type against the whole content: text has no binary data in it.</summary>
internal sealed class TextInspector(ContentTypeRules rules) : IContentInspector
{
    public ContentInspection? Begin(InspectedUpload upload) => rules.MustBeText(upload.ContentType) ? new Inspection(rules, upload.ContentType) : null;

    private sealed class Inspection(ContentTypeRules rules, string contentType) : ContentInspection
    {
        private TextCheck? check;
        private bool isBegun;

        public override ValueTask<Rejection?> InspectAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            // Bytes that bear another type's signature are stored as that type, which was judged already.
            if (!isBegun && !rules.BearBinarySignature(bytes.Span))
                check = new TextCheck();

            isBegun = true;
            return Answer(check?.Accepts(bytes.Span) ?? true);
        }

        public override ValueTask<Rejection?> CompleteAsync(CancellationToken cancellationToken) => Answer(check?.Completes() ?? true);

        private ValueTask<Rejection?> Answer(bool isText) => ValueTask.FromResult(isText ? null : Rejection.TypeMismatch(contentType));
    }
}
