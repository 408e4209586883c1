using System;

namespace PlatformGuard.Guidelines.Secrets.Names;

/// <summary>How much a name says about its value. Ordered: a greater value needs less proof from the value.</summary>
internal enum NameStrength
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Some key: only a random value is a secret.</summary>
    SomeKey,

    /// <summary>A secret, a token, or the name of one: the value must not look like a name.</summary>
    SecretOrItsName,

    /// <summary>A credential made by a machine, such as an API key.</summary>
    Key,

    /// <summary>A password: may be anything a person chose.</summary>
    Password,
}

/// <summary>Decides from a name whether its value is a credential. The last word decides, the words before it narrow.</summary>
/// <remarks><c>DB_PASSWORD</c> is one, <c>passwordLength</c>, <c>PASSWORD_FILE</c>, <c>resetPassword</c>, <c>CACHE_KEY</c> and <c>max_tokens</c> are not.</remarks>
internal static class CredentialName
{
    [Flags]
    private enum Role
    {
        Other = 0,
        Password = 1,
        Secret = 2,
        Token = 4,
        Key = 8,
        Credential = 16,

        /// <summary>One word that stands for a machine-made credential: <c>apikey</c>.</summary>
        StrongKey = 32,

        /// <summary>A word after the head that does not change its meaning: <c>PASSWORD_PROD</c>.</summary>
        Trailing = 64,

        /// <summary>A word that makes a key, secret or token a credential: <c>api</c> key, <c>client</c> secret.</summary>
        Strengthens = 128,

        NotAny = 256,
        NotPassword = 512,
        NotKey = 1024,
        NotToken = 2048,
        NotSecret = 4096,
        Auth = 8192,

        /// <summary>A word after which <c>pass</c> is short for password, not a stage of work.</summary>
        OwnsPass = 16384,
        Heads = Password | Secret | Token | Key | Credential | StrongKey | Auth,
    }

    private static readonly WordMap<Role> Roles = new(
        ("password passwd passphrase passcode pwd psw pgpassword", Role.Password),
        ("secret secrets", Role.Secret),
        ("token tokens", Role.Token),
        ("key keys", Role.Key),
        ("credential credentials cred creds", Role.Credential),
        ("apikey apikeys accesskey secretkey privatekey authkey appkey authtoken accesstoken apitoken bearertoken refreshtoken clientsecret appsecret apisecret accountkey signingkey encryptionkey sharedkey masterkey secretaccesskey", Role.StrongKey),
        ("auth authorization", Role.Auth | Role.Strengthens),
        ("prod production staging stage stg dev development qa uat live sandbox secondary old new current previous base default value plain plaintext raw base64 literal v data", Role.Trailing),
        ("api access private encryption encrypt decryption decrypt signing sign signature master account shared authentication deploy service subscription function app application client consumer hmac jwt license admin crypto cipher aes webhook ssh gpg pgp rsa root symmetric session refresh bearer personal bot oauth oauth2 totp registration runner vault github gitlab npm pypi nuget slack sonar docker dockerhub registry openai anthropic stripe twilio sendgrid azure aws gcp google cloudflare datadog grafana sentry huggingface hf telegram discord db database redis kube k8s", Role.Strengthens),
        ("has have is no need needs require requires required use uses should can missing invalid wrong incorrect bad expired empty min max enable enabled disable disabled allow show hide toggle generate validate verify check ask prompt enter find parse remove with without allowed", Role.NotAny),
        ("forgot forgotten change changed update confirm repeat lost recover recovery", Role.NotPassword),
        ("public primary foreign sort partition row cache storage routing hash index idempotency group map dict dictionary json config configuration property translation message i18n locale resource object file path column field lookup search unique composite natural surrogate parent item entry cookie header query param attribute state context event metric log label tag feature flag shortcut hot arrow keyboard press site publishable lock dedup dedupe deduplication instrumentation host known tenant bucket blob etag selector policy order answer score route", Role.NotKey),
        ("next page continuation cursor sync csrf xsrf antiforgery bos eos unk pad sep cls mask special added lexer parser syntax cancellation design color vocabulary prompt completion input output stop start end begin total count num number delimiter separator keyword identifier op operator punctuation audio video instance verification confirmation invite device push", Role.NotToken),
        ("user username mysql pg postgres postgresql smtp imap mail email ftp sftp ldap proxy rabbitmq amqp login sql mssql mongo mongodb keystore truststore store cert http basic my wifi cluster", Role.OwnsPass),
        ("existing pull tls external", Role.NotSecret),
        ("reset", Role.NotPassword | Role.NotToken),
        ("image", Role.NotToken | Role.NotSecret));

    /// <summary>What <paramref name="name"/> says about its value.</summary>
    public static NameStrength Classify(string name)
    {
        // `next-auth@4.24.15` is a package.
        if (name.Length is < 3 or > 200 || name.IndexOf('@', 1) > 0)
        {
            return NameStrength.None;
        }

        var all = Role.Other;
        var before = Role.Other;
        var head = Role.Other;
        var words = 0;
        var isPass = false;
        var splitter = new WordSplitter(name);
        while (splitter.MoveNext())
        {
            words++;
            var role = splitter.IsNumber ? Role.Trailing : RoleOf(name, splitter.Start, splitter.Length);
            if ((role & Role.Trailing) != 0 && (head & Role.Heads) != 0)
            {
                continue;
            }

            all |= head;
            before = head;
            head = role;
            isPass = Ascii.EqualsIgnoreCase("pass", name, splitter.Start, splitter.Length);
        }

        var isOtherPass = isPass && (before & (Role.OwnsPass | Role.Strengthens | Role.Trailing)) == 0;
        if ((all & Role.NotAny) != 0 || isOtherPass || (words == 1 && head == Role.Key))
        {
            return NameStrength.None;
        }

        return (head & Role.Heads) switch
        {
            Role.Password => (before & Role.NotPassword) == 0 ? NameStrength.Password : NameStrength.None,
            Role.StrongKey => NameStrength.Key,
            Role.Key when (before & Role.NotKey) != 0 => NameStrength.None,
            Role.Key => (all & (Role.Strengthens | Role.Secret)) != 0 ? NameStrength.Key : NameStrength.SomeKey,
            // .NET's `PublicKeyToken` is a hash.
            Role.Token when (before & (Role.NotToken | Role.Key)) != 0 => NameStrength.None,
            Role.Secret when (before & Role.NotSecret) != 0 => NameStrength.None,
            Role.Token or Role.Secret => (all & (Role.Strengthens | Role.Token | Role.Secret)) != 0 ? NameStrength.Key : NameStrength.SecretOrItsName,
            Role.Other => NameStrength.None,
            _ => NameStrength.SecretOrItsName,
        };
    }

    private static Role RoleOf(string name, int start, int length)
    {
        var role = Roles[name, start, length];
        if (role != Role.Other || length < 5)
        {
            return length == 4 && Ascii.EqualsIgnoreCase("pass", name, start, length) ? Role.Password : role;
        }

        // Words written together: `dbpassword`, `PGPASSWORD`, `authsecret`.
        return EndsWith(name, start, length, "password") || EndsWith(name, start, length, "passwd") || EndsWith(name, start, length, "passphrase")
                ? TogetherRole(name, start, length)
            : EndsWith(name, start, length, "secret") ? Role.Secret
            : EndsWith(name, start, length, "token") ? Role.Token
            : EndsWith(name, start, length, "apikey") ? Role.StrongKey
            : role;
    }

    private static Role TogetherRole(string name, int start, int length)
    {
        foreach (var prefix in (string[])["forgot", "reset", "change", "no", "show", "has", "is", "confirm"])
        {
            if (length > prefix.Length + 5 && Ascii.StartsWithIgnoreCase(name, start, prefix))
            {
                return Role.Other;
            }
        }

        return Role.Password;
    }

    private static bool EndsWith(string name, int start, int length, string word) =>
        length > word.Length && Ascii.StartsWithIgnoreCase(name, start + length - word.Length, word);
}
