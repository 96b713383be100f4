import { closeDatabase } from "@/db/client";
import { type RotationProgress, rotateCredentials } from "@/lib/credentials/commands";
import { fail } from "./command-line";

/**
 * `npm run keys:rotate`: seals all credentials again under the first key of ENCRYPTION_KEYS, while the server runs.
 * `-- --dry-run` opens everything, changes nothing and says what would happen.
 */
async function main(): Promise<void> {
  const dryRun = process.argv.includes("--dry-run");
  try {
    const done = await rotateCredentials({ dryRun, onProgress: (progress) => print(progress) });
    process.stdout.write(summary(done, dryRun));
    if (done.unreadable > 0 || done.held > 0) process.exitCode = 1;
  } finally {
    await closeDatabase();
  }
}

function print({ total, resealed, unreadable }: RotationProgress): void {
  process.stderr.write(`${resealed + unreadable} of ${total}\n`);
}

function summary({ total, resealed, unreadable, held }: RotationProgress, dryRun: boolean): string {
  const lines = [
    `${total} under another key than the first one of ENCRYPTION_KEYS`,
    `${resealed} ${dryRun ? "would be sealed again" : "sealed again under the first key"}`,
  ];
  if (unreadable > 0) {
    lines.push(`${unreadable} cannot be opened with any key of ENCRYPTION_KEYS: their admins must reconnect them`);
  }
  if (held > 0) lines.push(`${held} were in use and left as they are: run this again`);
  return `${lines.join("\n")}\n`;
}

main().catch(fail);
