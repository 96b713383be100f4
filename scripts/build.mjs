import { buildProduction } from "./setup.mjs";

// `npm run build`: the production build from installed packages, for an image or a pipeline that keeps its own record.
try {
  await buildProduction();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
