using System;
using System.Linq;

namespace PlatformGuard.Core.Tests.Catalogue;

/// <summary>The table of rules as the contract (section 2) has it, written down a second time so that nothing in it changes by accident.</summary>
internal static class Contract
{
    public const string Table = """
        PG1001 main-datastore-connection [code, files] G4 E/E/E critical
        PG1002 main-datastore-by-name [code, files] G4 E/E/E high
        PG1003 undeclared-datastore [code, files] G4 W/E/E medium
        PG1004 main-application-data-model [code] G4 E/E/E high
        PG2001 unguarded-service-client [code] G5 E/E/E high
        PG2002 wrong-feature-flag [code] G5 E/E/E high
        PG2003 feature-flag-fails-open [code, files] G5 W/E/E high
        PG2004 undeclared-feature-flag [code, files] G5 N/W/W low
        PG2005 stale-feature-flag [files] G5 N/W/W low
        PG2006 unsound-guard-annotation [code] G5 E/E/E high
        PG2007 guard-analysis-limit [code] G5 W/W/W low
        PG2008 guarded-client-not-generated [code] G5 W/W/W low
        PG3001 ci-secret-literal [files] R300 E/E/E critical
        PG3002 ci-stored-credential [files] R300 E/E/E high
        PG3003 ci-static-cloud-credential [files] R300 E/E/E critical
        PG3004 secret-literal [code, files] R300 E/E/E critical
        PG3005 undeclared-long-lived-secret [files] R410 W/E/E medium
        PG3006 rotation-without-overlap [code, files] R420 N/W/E medium
        PG3007 token-in-service-store [code, files] R400 E/E/E high
        PG3008 removed-ci-token [files] R300 E/E/E high
        PG3009 ambiguous-id-token [files] R300 W/W/W low
        PG3010 ci-secret-exposure [files] R300 W/E/E medium
        PG3011 hand-made-service-token [files] R300 W/E/E medium
        PG4001 local-file-write [code] G3 W/W/E medium
        PG4002 embedded-database [code, files] G3 W/E/E medium
        PG4003 in-process-state [code] G3 W/W/E medium
        PG4004 persistent-storage [files] G3 W/E/E medium
        PG4005 local-key-ring [code] G3 W/E/E medium
        PG5001 ml-library-in-main-application [files] G1 E/E/E high
        PG5002 native-size-budget [files] G1 W/W/W medium
        PG6001 unstructured-log [code] R220 W/W/E medium
        PG6002 log-message-not-template [code] R220 W/W/W low
        PG6003 json-logging-not-configured [code, files] R220 W/W/E medium
        PG6004 common-library-missing [code, files] R500 W/E/E medium
        PG6005 correlation-not-propagated [code] R500 N/W/E low
        PG6006 non-standard-log-field [code] R220 N/N/W low
        PG7001 external-exposure [files] T1 E/E/E critical
        PG7002 public-endpoint-without-review [files] T1 E/E/E high
        PG7003 no-network-policy [files] R340 W/E/E high
        PG7004 no-resource-limits [files] R320 W/E/E medium
        PG7005 single-environment [files] R310 W/E/E medium
        PG7006 asynchronous-intake [code, files] R370 W/W/W medium
        PG7007 no-health-probe [files] R140 W/E/E medium
        PG7008 insecure-pod [files] R340 W/E/E high
        PG7009 no-gradual-rollout [files] R330 N/W/E low
        PG7010 mutable-image-tag [files] R120 W/E/E medium
        PG7011 single-replica [files] R140 -/N/W low
        PG7012 no-continuous-deployment [files] R390 W/W/E low
        PG7013 hand-placed-node [files] R350 N/W/W low
        PG7014 shared-identity [files] R340 W/E/E medium
        PG8001 manifest-invalid [files] R360 E/E/E critical
        PG8002 ownership-incomplete [files] R110 E/E/E medium
        PG8003 generated-file-drift [files] R210 W/E/E medium
        PG8004 waiver-problem [files] R140 W/E/E medium
        PG8005 no-sli [files] R200 W/E/E medium
        PG8006 no-alert-route [files] R210 -/W/E medium
        PG8007 policy-invalid [files] R360 E/E/E high
        PG9001 unreadable-input [files] - W/W/W low
        PG9002 gate-switched-off [build] - W/W/W low
        """;

    public static string[] Rows { get; } = [.. Table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    public static string[] Ids { get; } = [.. Rows.Select(row => row[..6])];
}
