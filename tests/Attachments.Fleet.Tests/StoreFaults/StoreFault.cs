namespace Attachments.Fleet.StoreFaults;

/// <summary>What is done to radosgw.</summary>
public enum StoreFault
{
    /// <summary>Asked to stop.</summary>
    Stopped,

    /// <summary>kill -9.</summary>
    Killed,

    /// <summary>SIGSTOP: it takes connections and says nothing.</summary>
    Frozen,

    /// <summary>Killed and started again at once.</summary>
    Restarted,
}
