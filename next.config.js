/** @type {import("next").NextConfig} */
const config = {
  output: "standalone",
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  poweredByHeader: false,
  // Bench pages (`*.bench.tsx`) exist only in a build made to be measured.
  pageExtensions: process.env.LINKSPAN_BENCH === "1" ? ["tsx", "ts", "bench.tsx", "bench.ts"] : ["tsx", "ts"],
  // Its types are checked without them; another build's own declarations are left out of tsconfig.json.
  typescript: { ignoreBuildErrors: process.env.LINKSPAN_BENCH === "1" },
  serverExternalPackages: ["pg", "postgres", "pino", "nodemailer", "@node-rs/argon2"],
  // There are no images to optimise, so the endpoint that would do it for anybody is closed.
  images: { unoptimized: true },
  // Browsers ask for it unasked, such as when they go back before a page has named its icon.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/icon.svg" }],
  // proxy.ts does not see built assets.
  headers: async () => [
    {
      source: "/_next/static/:path*",
      headers: [
        { key: "x-content-type-options", value: "nosniff" },
        { key: "cross-origin-resource-policy", value: "same-origin" },
      ],
    },
  ],
  experimental: {
    authInterrupts: true,
    serverActions: { bodySizeLimit: "256kb" },
    // What proxy.ts keeps of a body before it has refused one that is too long.
    proxyClientMaxBodySize: "256kb",
    // Stacks in the log name our functions.
    serverMinification: false,
  },
};

export default config;
