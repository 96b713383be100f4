type PolicyFacts = { nonce: string; isHttps: boolean; isDevelopment: boolean };

/** Scripts run by nonce only. Styles need `'unsafe-inline'` for style attributes, which cannot run anything. */
export function contentSecurityPolicy({ nonce, isHttps, isDevelopment }: PolicyFacts): string {
  // React's development build makes functions from text to show server stacks; the production build does not.
  const development = isDevelopment ? " 'unsafe-eval'" : "";
  const directives = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return (isHttps ? [...directives, "upgrade-insecure-requests"] : directives).join("; ");
}

export function securityHeaders(isHttps: boolean): readonly (readonly [string, string])[] {
  const always = [
    ["x-content-type-options", "nosniff"],
    ["x-frame-options", "DENY"],
    ["referrer-policy", "same-origin"],
    ["cross-origin-opener-policy", "same-origin"],
    ["cross-origin-resource-policy", "same-origin"],
    ["permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"],
  ] as const;
  return isHttps ? [...always, ["strict-transport-security", "max-age=31536000"]] : always;
}
