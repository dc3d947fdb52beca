# syntax=docker/dockerfile:1
# The gateway as a container: docker build -t fusionofn . && docker run --rm -p 127.0.0.1:8787:8787 fusionofn serve --help
# See docs/deploy.md.

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1

# Packages first: they change less often than the sources.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/Directory.Build.props src/Directory.Build.targets src/
COPY src/FusionOfN/FusionOfN.csproj src/FusionOfN/
COPY src/FusionOfN.Providers/FusionOfN.Providers.csproj src/FusionOfN.Providers/
COPY src/FusionOfN.Configuration/FusionOfN.Configuration.csproj src/FusionOfN.Configuration/
COPY src/FusionOfN.Local/FusionOfN.Local.csproj src/FusionOfN.Local/
COPY src/FusionOfN.Jobs/FusionOfN.Jobs.csproj src/FusionOfN.Jobs/
COPY src/FusionOfN.Evaluation/FusionOfN.Evaluation.csproj src/FusionOfN.Evaluation/
COPY src/FusionOfN.Synthesis/FusionOfN.Synthesis.csproj src/FusionOfN.Synthesis/
COPY src/FusionOfN.Training/FusionOfN.Training.csproj src/FusionOfN.Training/
COPY src/FusionOfN.Lab/FusionOfN.Lab.csproj src/FusionOfN.Lab/
COPY src/FusionOfN.Gateway/FusionOfN.Gateway.csproj src/FusionOfN.Gateway/
COPY src/FusionOfN.Cli/FusionOfN.Cli.csproj src/FusionOfN.Cli/
RUN dotnet restore src/FusionOfN.Cli

COPY src/ src/
RUN dotnet publish src/FusionOfN.Cli --no-restore --configuration Release --output /app

# Debian and not Alpine: the native part of ONNX Runtime needs glibc.
FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app ./

# The store's folder, for the user that the base image brings; a volume keeps it.
RUN mkdir /data && chown $APP_UID:$APP_UID /data
ENV FUSION_STORE=/data/gateway.db \
    XDG_DATA_HOME=/data \
    DOTNET_EnableDiagnostics=0 \
    ORT_DISABLE_TELEMETRY=1 \
    ASPNETCORE_URLS=
USER $APP_UID
VOLUME /data
EXPOSE 8787
WORKDIR /config

# The runtime image has no curl; the program asks itself.
HEALTHCHECK --interval=10s --timeout=6s --start-period=30s --retries=3 CMD ["dotnet", "/app/fusion.dll", "health"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["dotnet", "/app/fusion.dll"]
CMD ["serve", "--listen", "http://0.0.0.0:8787", "--log", "json"]
