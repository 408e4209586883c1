namespace PlatformGuard.Guidelines.Datastores;

/// <summary>Decides whether a value or a name stands for a main datastore. The same for code and files.</summary>
public static class DatastoreClassifier
{
    /// <summary>Judges a connection string, URL, endpoint list or host (PG1001). Null when it is no main datastore.</summary>
    public static DatastoreVerdict? JudgeValue(string value, DatastorePolicy policy) => null;

    /// <summary>Judges a name whose value is unknown or says nothing (PG1002). Null when it does not stand for a main datastore.</summary>
    public static DatastoreVerdict? JudgeName(string name, DatastoreNameKind kind, DatastorePolicy policy) => null;
}
