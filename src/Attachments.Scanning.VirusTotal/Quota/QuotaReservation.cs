namespace Attachments.Scanning.VirusTotal.Quota;

/// <summary>Requests that were set aside for one scan. What is not spent goes back when it is disposed.</summary>
internal sealed class QuotaReservation(RequestQuota quota, int requests) : IDisposable
{
    private int left = requests;

    public void Spend()
    {
        if (left == 0)
            throw new InvalidOperationException("More requests than were reserved.");

        left--;
        quota.Spend();
    }

    public void Dispose()
    {
        quota.GiveBack(left);
        left = 0;
    }
}
