using System;
using System.Collections.Generic;
using System.Linq;

namespace PlatformGuard.Guidelines.Libraries;

/// <summary>What the common library of a service brings (R500).</summary>
[Flags]
public enum CommonPart
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Structured logs.</summary>
    Logs = 1,

    /// <summary>Metrics.</summary>
    Metrics = 2,

    /// <summary>Context and correlation: ids or traces that follow a request.</summary>
    Correlation = 4,

    /// <summary>All of them.</summary>
    All = Logs | Metrics | Correlation,
}

/// <summary>Which packages are LabKit, which are accepted in its place, and which show that a program answers requests.</summary>
public static class CommonLibraries
{
    private static readonly Dictionary<Ecosystem, PackagePatterns> LabKit = new()
    {
        [Ecosystem.NuGet] = new("platformguard.labkit platformguard.labkit.* gitlab.labkit"),
        [Ecosystem.Python] = new("labkit labkit-python gitlab-labkit"),
        [Ecosystem.Npm] = new("@gitlab/labkit"),
        [Ecosystem.Ruby] = new("gitlab-labkit"),
        [Ecosystem.Go] = new("gitlab.com/gitlab-org/labkit gitlab.com/gitlab-org/labkit/*"),
        [Ecosystem.Maven] = new("com.gitlab:labkit*"),
    };

    private static readonly Dictionary<Ecosystem, PackagePatterns> Logs = new()
    {
        [Ecosystem.Python] = new("structlog python-json-logger loguru ecs-logging json-log-formatter google-cloud-logging aws-lambda-powertools logfire opentelemetry-instrumentation-logging opentelemetry-distro opentelemetry-sdk"),
        [Ecosystem.Npm] = new("pino pino-http nestjs-pino winston bunyan fastify @google-cloud/logging* @elastic/ecs-* @opentelemetry/sdk-logs @opentelemetry/sdk-node @opentelemetry/auto-instrumentations-node"),
        [Ecosystem.Ruby] = new("lograge semantic_logger rails_semantic_logger ougai logstash-event opentelemetry-logs-sdk"),
        [Ecosystem.Go] = new("go.uber.org/zap github.com/rs/zerolog github.com/sirupsen/logrus github.com/go-kit/log github.com/hashicorp/go-hclog go.opentelemetry.io/contrib/bridges/* github.com/go-logr/zapr"),
        [Ecosystem.Maven] = new("net.logstash.logback:* ch.qos.logback.contrib:logback-json* co.elastic.logging:* org.apache.logging.log4j:log4j-layout-template-json org.apache.logging.log4j:log4j-core io.quarkus:quarkus-logging-json com.google.cloud:google-cloud-logging-logback io.opentelemetry*"),
    };

    private static readonly Dictionary<Ecosystem, PackagePatterns> Metrics = new()
    {
        [Ecosystem.Python] = new("prometheus-client prometheus-fastapi-instrumentator prometheus-flask-exporter django-prometheus starlette-exporter starlette-prometheus aioprometheus py-grpc-prometheus opentelemetry-sdk opentelemetry-distro opentelemetry-exporter-* azure-monitor-opentelemetry ddtrace datadog statsd logfire"),
        [Ecosystem.Npm] = new("prom-client express-prom-bundle @opentelemetry/sdk-metrics @opentelemetry/sdk-node @opentelemetry/auto-instrumentations-node @azure/monitor-opentelemetry applicationinsights dd-trace hot-shots @willsoto/nestjs-prometheus"),
        [Ecosystem.Ruby] = new("prometheus-client prometheus_exporter yabeda yabeda-* opentelemetry-metrics-sdk opentelemetry-exporter-otlp-metrics ddtrace datadog"),
        [Ecosystem.Go] = new("github.com/prometheus/client_golang go.opentelemetry.io/otel/metric go.opentelemetry.io/otel/sdk/metric go.opentelemetry.io/otel/exporters/* contrib.go.opencensus.io/exporter/prometheus github.com/datadog/datadog-go github.com/armon/go-metrics github.com/hashicorp/go-metrics github.com/victoriametrics/metrics"),
        [Ecosystem.Maven] = new("io.micrometer:* io.prometheus:* org.springframework.boot:spring-boot-starter-actuator io.quarkus:quarkus-micrometer* io.opentelemetry* io.dropwizard.metrics:*"),
    };

    private static readonly Dictionary<Ecosystem, PackagePatterns> Correlation = new()
    {
        [Ecosystem.Python] = new("asgi-correlation-id django-guid django-structlog starlette-context flask-request-id-header flask-log-request-id opentelemetry-sdk opentelemetry-distro opentelemetry-instrumentation-* azure-monitor-opentelemetry ddtrace elastic-apm sentry-sdk logfire"),
        [Ecosystem.Npm] = new("@opentelemetry/sdk-node @opentelemetry/sdk-trace-node @opentelemetry/sdk-trace-base @opentelemetry/auto-instrumentations-node @opentelemetry/instrumentation* @azure/monitor-opentelemetry applicationinsights cls-rtracer nestjs-cls express-request-id express-correlation-id fastify pino-http nestjs-pino dd-trace elastic-apm-node @sentry/node"),
        [Ecosystem.Ruby] = new("rails opentelemetry-sdk opentelemetry-instrumentation-* ddtrace datadog rack-request-id sentry-ruby elastic-apm"),
        [Ecosystem.Go] = new("go.opentelemetry.io/otel go.opentelemetry.io/otel/trace go.opentelemetry.io/otel/sdk go.opentelemetry.io/contrib/instrumentation/* go.opencensus.io gopkg.in/datadog/dd-trace-go.v1 github.com/datadog/dd-trace-go github.com/getsentry/sentry-go github.com/gin-contrib/requestid"),
        [Ecosystem.Maven] = new("io.opentelemetry* io.micrometer:micrometer-tracing* org.springframework.cloud:spring-cloud-starter-sleuth io.quarkus:quarkus-opentelemetry com.datadoghq:* io.opentracing*"),
    };

    private static readonly Dictionary<Ecosystem, PackagePatterns> Servers = new()
    {
        [Ecosystem.Python] = new("fastapi flask django starlette uvicorn gunicorn hypercorn aiohttp tornado sanic quart litestar falcon bottle grpcio connexion robyn blacksheep"),
        [Ecosystem.Npm] = new("express fastify koa @nestjs/core @hapi/hapi restify polka hono @hono/node-server @grpc/grpc-js grpc next nuxt @adonisjs/core @feathersjs/feathers @loopback/core apollo-server @apollo/server micro"),
        [Ecosystem.Ruby] = new("rails sinatra grape hanami roda puma unicorn rack grpc"),
        [Ecosystem.Go] = new("google.golang.org/grpc github.com/gin-gonic/gin github.com/labstack/echo github.com/gofiber/fiber github.com/go-chi/chi github.com/gorilla/mux github.com/julienschmidt/httprouter connectrpc.com/connect github.com/valyala/fasthttp github.com/go-kit/kit"),
        [Ecosystem.Maven] = new("org.springframework.boot:spring-boot-starter-web org.springframework.boot:spring-boot-starter-webflux org.springframework.boot:spring-boot-starter-web* io.grpc:grpc-netty* io.grpc:grpc-services io.grpc:grpc-stub io.quarkus:quarkus-rest* io.quarkus:quarkus-resteasy* io.micronaut:micronaut-http-server* io.javalin:javalin io.vertx:vertx-web io.ktor:ktor-server-* org.eclipse.jetty:jetty-server com.linecorp.armeria:armeria*"),
    };

    /// <summary>Whether the package is LabKit for its language.</summary>
    public static bool IsLabKit(Ecosystem ecosystem, string name) => LabKit[ecosystem].Contains(PackageName.Normalize(ecosystem, name));

    /// <summary>Whether the package answers requests: whoever depends on it is a server, not a library or a page for browsers.</summary>
    public static bool IsServer(Ecosystem ecosystem, string name) => Contains(Servers, ecosystem, name);

    /// <summary>Whether a program that only calls others depends on the package too, so that it alone shows no server: the libraries of gRPC.</summary>
    public static bool IsAlsoClient(Ecosystem ecosystem, string name) => PackageName.Normalize(ecosystem, name) is "grpcio" or "@grpc/grpc-js" or "grpc" or "google.golang.org/grpc" or "io.grpc:grpc-stub" or "aiohttp";

    /// <summary>What the package brings of what a common library has to bring.</summary>
    public static CommonPart PartsOf(Ecosystem ecosystem, string name)
    {
        if (IsLabKit(ecosystem, name))
        {
            return CommonPart.All;
        }

        return (Contains(Logs, ecosystem, name) ? CommonPart.Logs : CommonPart.None)
            | (Contains(Metrics, ecosystem, name) ? CommonPart.Metrics : CommonPart.None)
            | (Contains(Correlation, ecosystem, name) ? CommonPart.Correlation : CommonPart.None);
    }

    /// <summary>The missing parts as a sentence lists them: <c>metrics and correlation</c>.</summary>
    public static string Missing(CommonPart present)
    {
        var missing = new List<string>(3);
        if ((present & CommonPart.Logs) == 0)
        {
            missing.Add("structured logs");
        }

        if ((present & CommonPart.Metrics) == 0)
        {
            missing.Add("metrics");
        }

        if ((present & CommonPart.Correlation) == 0)
        {
            missing.Add("correlation");
        }

        return missing.Count < 2 ? string.Concat(missing) : string.Join(", ", missing.Take(missing.Count - 1)) + " and " + missing[missing.Count - 1];
    }

    private static bool Contains(Dictionary<Ecosystem, PackagePatterns> table, Ecosystem ecosystem, string name) =>
        table.TryGetValue(ecosystem, out var patterns) && patterns.Contains(PackageName.Normalize(ecosystem, name));
}
