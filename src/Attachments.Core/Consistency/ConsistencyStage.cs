namespace Attachments.Consistency;

/// <summary>How far a check has come. The numbers are part of checkpoints.</summary>
public enum ConsistencyStage
{
    /// <summary>Rows are held against objects.</summary>
    Rows = 0,

    /// <summary>Objects are held against rows.</summary>
    Objects = 1,

    /// <summary>Stagings are looked at.</summary>
    Stagings = 2,

    /// <summary>It has come to the end.</summary>
    Done = 3,
}
