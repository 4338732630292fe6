// Nothing here may lead to a request to another host: no fonts, no proxy, no telemetry, no assistants.
Scalar.createApiReference('#reference', {
  url: 'openapi/v1.json',
  withDefaultFonts: false,
  telemetry: false,
  proxyUrl: '',
  agent: { disabled: true },
  mcp: { disabled: true },
  hideClientButton: true,
  showDeveloperTools: 'never',
  documentDownloadType: 'json',
  theme: 'default',
});
