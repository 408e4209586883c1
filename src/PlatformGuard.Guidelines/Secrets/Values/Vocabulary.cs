using PlatformGuard.Guidelines.Secrets.Names;

namespace PlatformGuard.Guidelines.Secrets.Values;

/// <summary>What an ordinary word says about the value it stands in.</summary>
internal enum WordRole
{
    /// <summary>Nothing.</summary>
    Unknown,

    /// <summary>A word of labels, examples, types and throw-away set-ups: a value made of such words only is no secret.</summary>
    Filler,

    /// <summary>A filler that names a kind of credential: a value with it among plain words is a label or a secret's name.</summary>
    Credential,

    /// <summary>A word that marks the whole value as a placeholder.</summary>
    Placeholder,
}

/// <summary>The words that people write where a secret will stand later, or where only its name or kind stands.</summary>
internal static class Vocabulary
{
    /// <summary>Longest word that is taken apart into words written together.</summary>
    private const int LongestCompound = 40;

    private static readonly WordMap<WordRole> Words = new(
        ("test tests testing tester dev devel local localhost demo default foo bar baz qux foobar abc abcd abcde abcdef xyz qwerty qwertyuiop asdf asdfgh letmein welcome my me mine the an some any this is not real very super top secure value values string str text none null nil void true false yes no on off empty unset name names field label id ids email mail account client clients server service app application db database sql postgres postgresql pg pgsql mysql mariadb mssql sqlserver mongo mongodb redis rabbitmq rabbit guest minio minioadmin elastic elasticsearch kafka keycloak grafana cassandra nextcloud wordpress drupal joomla moodle gitea sonar sonarqube airflow superset metabase directus strapi odoo magento ghost bitnami influx influxdb clickhouse timescale couchdb couchbase arangodb opensearch kibana logstash zookeeper nats mosquitto consul hasura supabase temporal camunda zipkin jaeger prefect mlflow jupyter spark hive hadoop trino presto pulsar solr artemis activemq jenkins nexus harbor portainer traefik oracle firebird openldap ldap sa root admin administrator user username users system manager operator owner member login logon signin signup register shared master session cookie header headers query param params form body file path env environment variable config configuration hidden required optional invalid valid missing incorrect wrong expired old new current confirm confirmation repeat reset forgot forgotten change update show hide type input output please in of for to and or with by from as be must at least has have can cannot does do enable enabled disable disabled allow auto always never inherit internal external basic digest oauth oidc saml kerberos ntlm random generated strong weak long short good bad plain plaintext clear base hex raw hash hashed encrypted encryption decrypted signing signature algorithm rsa aes hmac ssh gpg pgp pem json yaml xml http https api rest grpc web url uri host port development production staging number integer int bool boolean object array list set get add remove varchar nvarchar char one two three first second last length minimum maximum min max prefix suffix header project group group_access personal deploy ci cd build runner registry docker kubernetes kube k8s vault aws azure gcp google github gitlab nginx sentry openai model common global metadata title description generator provider manager store reader writer handler validator encoder hasher bcrypt scrypt argon argonid pbkdf sha md", WordRole.Filler),
        ("password passwords passwd passwort pwd pass passphrase passcode pin otp totp secret secrets token tokens key keys apikey accesskey secretkey privatekey credential credentials cred creds auth authentication authorization authorize bearer jwt pat access private public certificate cert", WordRole.Credential),
        ("changeme changeit change replace replaceme your yours yourself example examples dummy placeholder redacted masked fake sample insert todo tbd fixme undefined mock lorem ipsum fill goes here whatever something notasecret notreal xxx xxxx xxxxx xxxxxx yyy yyyy zzz zzzz", WordRole.Placeholder));

    /// <summary>The role of the word at a place of a text.</summary>
    public static WordRole RoleOf(string text, int start, int length)
    {
        var role = Words[text, start, length];
        return role != WordRole.Unknown || length is < 6 or > LongestCompound ? role : RoleOfCompound(text, start, length);
    }

    /// <summary>The strongest role among words written together, such as <c>mysecretpassword</c>, when they are all known.</summary>
    private static WordRole RoleOfCompound(string text, int start, int length)
    {
        // best[i]: the strongest role with which the first i letters can be taken apart.
        var best = new WordRole[length + 1];
        var reached = new bool[length + 1];
        reached[0] = true;
        for (var from = 0; from <= length - 2; from++)
        {
            if (!reached[from])
            {
                continue;
            }

            for (var size = 2; size <= length - from && size <= 16; size++)
            {
                var role = Words[text, start + from, size];
                if (role == WordRole.Unknown)
                {
                    continue;
                }

                var stronger = role > best[from] ? role : best[from];
                var end = from + size;
                best[end] = !reached[end] || stronger > best[end] ? stronger : best[end];
                reached[end] = true;
            }
        }

        return reached[length] ? best[length] : WordRole.Unknown;
    }
}
