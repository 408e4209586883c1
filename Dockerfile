# platformguard in one file, with the git that it asks and without a .NET SDK. `--build` needs the SDK: use the dotnet tool there.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/PlatformGuard.Cli -c Release -r linux-x64 -p:SingleFile=true -o /app

FROM mcr.microsoft.com/dotnet/runtime-deps:10.0
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates git \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /app/platformguard /usr/local/bin/platformguard
USER app
WORKDIR /work
ENTRYPOINT ["platformguard"]
CMD ["check"]
