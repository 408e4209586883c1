using static PlatformGuard.Guidelines.Secrets.Formats.TokenChecksum;

namespace PlatformGuard.Guidelines.Secrets.Formats;

/// <summary>Every token form that is recognised by itself, by issuer. Sources: the issuers' public documentation of their token formats.</summary>
internal static class TokenTable
{
    public static readonly TokenFormat[] All =
    [
        // GitLab: docs.gitlab.com, "Token overview". An instance may put its own prefix and a hyphen before these.
        new("GitLab personal access token", "glpat-", "w{20,300}", HasLettersAndDigits),
        new("GitLab personal access token", "glpat-", "w{27,300}'.'l{2}'.'l{9}"),
        new("GitLab OAuth application secret", "gloas-", "w{20,100}", HasLettersAndDigits),
        new("GitLab deploy token", "gldt-", "w{20,100}", HasLettersAndDigits),
        new("GitLab runner authentication token", "glrt-", "w{20,300}", HasLettersAndDigits),
        new("GitLab runner authentication token", "glrt-", "'t'd{1}'_'w{20,300}'.'l{2}'.'l{9}"),
        new("GitLab runner authentication token", "glrtr-", "w{20,300}", HasLettersAndDigits),
        new("GitLab runner registration token", "GR1348941", "w{20}"),
        new("GitLab CI job token", "glcbt-", "w{20,300}", HasLettersAndDigits),
        new("GitLab pipeline trigger token", "glptt-", "h{40}"),
        new("GitLab pipeline trigger token", "glptt-", "w{20,300}", HasLettersAndDigits),
        new("GitLab feed token", "glft-", "w{20,100}", HasLettersAndDigits),
        new("GitLab incoming mail token", "glimt-", "w{25,100}", HasLettersAndDigits),
        new("GitLab agent token", "glagent-", "w{50,1024}"),
        new("GitLab SCIM token", "glsoat-", "w{20,100}", HasLettersAndDigits),
        new("GitLab feature flags client token", "glffct-", "w{20,100}", HasLettersAndDigits),
        new("GitLab workspace token", "glwt-", "w{20,300}", HasLettersAndDigits),

        // GitHub: docs.github.com, "About authentication to GitHub", token formats.
        new("GitHub personal access token", "ghp_", "a{36}", IsBase62Crc32),
        new("GitHub OAuth access token", "gho_", "a{36}", IsBase62Crc32),
        new("GitHub user-to-server token", "ghu_", "a{36}", IsBase62Crc32),
        new("GitHub installation token", "ghs_", "a{36}", IsBase62Crc32),
        new("GitHub refresh token", "ghr_", "a{36,76}", IsBase62Crc32),
        new("GitHub fine-grained personal access token", "github_pat_", "a{22}'_'a{59}"),

        // Package registries.
        new("npm access token", "npm_", "a{36}", IsBase62Crc32),
        new("PyPI token", "pypi-AgEIcHlwaS5vcmc", "w{50,1000}"),
        new("TestPyPI token", "pypi-AgENdGVzdC5weXBpLm9yZw", "w{50,1000}"),
        new("NuGet API key", "oy2", "l{43}", HasLettersAndDigits),
        new("RubyGems API key", "rubygems_", "h{48}"),
        new("Docker personal access token", "dckr_pat_", "w{27,36}"),
        new("Docker organization access token", "dckr_oat_", "w{27,40}"),
        new("Clojars deploy token", "CLOJARS_", "l{60}"),

        // Clouds.
        new("AWS access key id", "AKIA", "u{16}", IsAwsKeyId),
        new("AWS temporary access key id", "ASIA", "u{16}", IsAwsKeyId),
        new("AWS service bearer token", "ABIA", "u{16}", IsAwsKeyId),
        new("AWS Bedrock API key", "ABSK", "b{109,269}"),
        new("Google API key", "AIza", "w{35}", HasLettersAndDigits),
        new("Google OAuth client secret", "GOCSPX-", "w{28}"),
        new("DigitalOcean personal access token", "dop_v1_", "h{64}"),
        new("DigitalOcean OAuth token", "doo_v1_", "h{64}"),
        new("DigitalOcean refresh token", "dor_v1_", "h{64}"),
        new("Heroku API key", "HRKU-AA", "w{58}"),
        new("Databricks access token", "dapi", "h{32}"),
        new("Databricks access token", "dapi", "h{32}'-'d{1}"),
        new("Fly.io access token", "fo1_", "w{43}"),
        new("PlanetScale password", "pscale_pw_", "w{32,64}"),
        new("PlanetScale token", "pscale_tkn_", "w{32,64}"),
        new("Pulumi access token", "pul-", "h{40}"),
        new("Supabase access token", "sbp_", "h{40}"),
        new("Alibaba Cloud access key id", "LTAI", "a{20}", HasLettersAndDigits),

        // Secret stores.
        new("Vault service token", "hvs.", "w{24,300}", HasLettersAndDigits),
        new("Vault batch token", "hvb.", "w{100,300}"),
        new("Vault recovery token", "hvr.", "w{24,300}", HasLettersAndDigits),
        new("Doppler token", "dp.pt.", "a{40,44}"),
        new("Doppler service token", "dp.st.", "w{1,40}'.'a{40,44}"),
        new("1Password service account token", "ops_eyJ", "b{250,}"),
        new("age secret key", "AGE-SECRET-KEY-1", "u{58}"),

        // AI services.
        new("OpenAI API key", "sk-", "a{20}'T3BlbkFJ'a{20}"),
        new("OpenAI API key", "sk-proj-", "w{40,250}", ContainsOpenAiMark),
        new("OpenAI service account key", "sk-svcacct-", "w{40,250}", ContainsOpenAiMark),
        new("OpenAI admin key", "sk-admin-", "w{40,250}", ContainsOpenAiMark),
        new("Anthropic API key", "sk-ant-api", "d{2}'-'w{80,120}"),
        new("Anthropic admin key", "sk-ant-admin", "d{2}'-'w{80,120}"),
        new("Anthropic OAuth token", "sk-ant-oat", "d{2}'-'w{80,120}"),
        new("OpenRouter API key", "sk-or-v1-", "h{64}"),
        new("Hugging Face access token", "hf_", "L{34}"),
        new("Hugging Face organization token", "api_org_", "L{34}"),
        new("Replicate API token", "r8_", "w{37}"),
        new("Groq API key", "gsk_", "a{52}"),
        new("Perplexity API key", "pplx-", "a{48}"),
        new("xAI API key", "xai-", "a{80}"),
        new("NVIDIA API key", "nvapi-", "w{60,70}"),
        new("Pinecone API key", "pcsk_", "a{5,6}'_'a{60,70}"),
        new("LangSmith API key", "lsv2_pt_", "h{32}'_'h{10}"),
        new("LangSmith service key", "lsv2_sk_", "h{32}'_'h{10}"),

        // Monitoring and quality.
        new("Grafana Cloud token", "glc_", "b{40,400}", HasLettersAndDigits),
        new("Grafana service account token", "glsa_", "a{32}'_'H{8}"),
        new("New Relic user key", "NRAK-", "u{27}"),
        new("New Relic insert key", "NRII-", "w{32}"),
        new("Sentry organization token", "sntrys_eyJ", "b{80,400}"),
        new("Sentry organization token", "sntrys_eyJ", "b{30,400}'_'b{43}"),
        new("Sentry user token", "sntryu_", "h{64}"),
        new("SonarQube user token", "squ_", "h{40}"),
        new("SonarQube project token", "sqp_", "h{40}"),
        new("SonarQube global token", "sqa_", "h{40}"),
        new("Dynatrace token", "dt0c01.", "u{24}'.'u{64}"),
        new("Dynatrace token", "dt0s01.", "u{24}'.'u{64}"),
        new("Buildkite token", "bkua_", "h{40}"),
        new("CircleCI token", "CCIPAT_", "a{20,30}'_'h{40}"),
        new("LaunchDarkly API token", "api-", "h{8}'-'h{4}'-'h{4}'-'h{4}'-'h{12}"),
        new("LaunchDarkly SDK key", "sdk-", "h{8}'-'h{4}'-'h{4}'-'h{4}'-'h{12}"),

        // Messages and mail.
        new("Slack bot token", "xoxb-", "d{10,14}'-'d{10,14}'-'a{20,40}"),
        new("Slack user token", "xoxp-", "d{9,14}'-'d{9,14}'-'d{9,14}'-'a{20,40}"),
        new("Slack user token", "xoxe.xoxp-", "d{1}'-'w{100,200}"),
        new("Slack bot token", "xoxe.xoxb-", "d{1}'-'w{100,200}"),
        new("Slack refresh token", "xoxe-", "d{1}'-'w{100,200}"),
        new("Slack workspace token", "xoxa-", "w{20,200}", HasLettersAndDigits),
        new("Slack workspace token", "xoxr-", "w{20,200}", HasLettersAndDigits),
        new("Slack session token", "xoxs-", "w{20,200}", HasLettersAndDigits),
        new("Slack app token", "xapp-", "d{1}'-'u{9,14}'-'d{10,16}'-'l{60,66}"),
        new("Slack webhook address", "hooks.slack.com/services/", "'T'u{7,12}'/B'u{7,12}'/'a{20,26}"),
        new("Slack workflow webhook address", "hooks.slack.com/workflows/", "'T'u{7,12}'/A'u{7,12}'/'d{15,20}'/'a{20,26}"),
        new("Discord webhook address", "discord.com/api/webhooks/", "d{17,20}'/'w{60,70}"),
        new("Twilio API key", "SK", "h{32}"),
        new("SendGrid API key", "SG.", "w{22}'.'w{43}"),
        new("Mailgun API key", "key-", "h{32}"),
        new("Brevo API key", "xkeysib-", "h{64}'-'a{16}"),

        // Money and shops.
        new("Stripe live secret key", "sk_live_", "a{24,247}"),
        new("Stripe live restricted key", "rk_live_", "a{24,247}"),
        new("Stripe webhook secret", "whsec_", "b{32,64}"),
        new("Square access token", "sq0atp-", "w{22}"),
        new("Square OAuth secret", "sq0csp-", "w{43}"),
        new("Shopify admin access token", "shpat_", "H{32}"),
        new("Shopify custom app token", "shpca_", "H{32}"),
        new("Shopify private app token", "shppa_", "H{32}"),
        new("Shopify shared secret", "shpss_", "H{32}"),

        // Other tools.
        new("Atlassian API token", "ATATT3xFfGF0", "b{150,250}"),
        new("Atlassian API token", "ATATT3xFfGF0", "w{150,250}'='H{8}"),
        new("Bitbucket app password", "ATBB", "a{32}", HasLettersAndDigits),
        new("Linear API key", "lin_api_", "a{40}"),
        new("Notion token", "ntn_", "a{40,50}"),
        new("Figma token", "figd_", "w{40,60}"),
        new("Postman API key", "PMAK-", "h{24}'-'h{34}"),
        new("Tailscale key", "tskey-auth-", "a{11,20}'-'a{20,40}"),
        new("Artifactory API key", "AKCp", "a{69}"),
        new("Airtable token", "pat", "a{14}'.'h{64}"),
        new("Typeform token", "tfp_", "w{40,60}"),
        new("Contentful token", "CFPAT-", "w{43}"),
    ];

    private static bool ContainsOpenAiMark(string text, int start, int length) =>
        text.IndexOf("T3BlbkFJ", start, length, System.StringComparison.Ordinal) >= 0;
}
