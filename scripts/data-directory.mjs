import { createHash, randomBytes, randomInt } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { isPortFree } from "./ports.mjs";
import { canUse, serverUser, sharedDirectory } from "./postgres-binaries.mjs";
import { root } from "./setup.mjs";

/** Where the embedded mode keeps everything that must last. Deleting it is a new beginning. */
export const dataDirectory = path.resolve(root, process.env.LINKSPAN_DATA_DIR ?? ".data");

const keysFile = path.join(dataDirectory, "keys", "keys.json");
const clustersFile = path.join(dataDirectory, "clusters.json");

/** Makes the directory. Others may pass through it only where the servers run as another user. */
export function makeDataDirectory() {
  fs.mkdirSync(dataDirectory, { recursive: true });
  fs.chmodSync(dataDirectory, serverUser() ? 0o711 : 0o700);
}

/**
 * The keys of this installation, made once, in a file that only its user can read.
 * @returns {{ encryptionKeys: string, authSecret: string, storeSuperuser: string, storeOwner: string, sampleSuperuser: string }}
 */
export function loadKeys() {
  const present = readJson(keysFile);
  if (present) return present;
  if (fs.existsSync(clustersFile)) {
    throw new Error(
      `${keysFile} is missing, but ${dataDirectory} holds data that only it opens. ` +
        "Put the file back, or delete the whole directory to begin anew.",
    );
  }
  const password = () => randomBytes(24).toString("base64url");
  const keys = {
    encryptionKeys: `${newKeyId()}:${randomBytes(32).toString("base64url")}`,
    authSecret: randomBytes(32).toString("base64url"),
    storeSuperuser: password(),
    storeOwner: password(),
    sampleSuperuser: password(),
  };
  fs.mkdirSync(path.dirname(keysFile), { recursive: true, mode: 0o700 });
  fs.chmodSync(path.dirname(keysFile), 0o700);
  writeJson(keysFile, keys);
  return keys;
}

/** Puts a new key first in the keyring; the others still open what they sealed. */
export function addEncryptionKey() {
  const keys = loadKeys();
  const encryptionKeys = `${newKeyId()}:${randomBytes(32).toString("base64url")},${keys.encryptionKeys}`;
  writeJson(keysFile, { ...keys, encryptionKeys });
}

function newKeyId() {
  return `k${new Date().toISOString().slice(0, 10).replaceAll("-", "")}${randomBytes(2).toString("hex")}`;
}

/**
 * Where the two clusters live and the ports they answer at: decided once and kept.
 * @returns {Promise<{ directory: string, storePort: number, samplePort: number }>}
 */
export async function loadClusters() {
  const present = readJson(clustersFile);
  if (present) return present;
  const directory = clusterDirectory();
  const storePort = await pickPort();
  let samplePort = storePort;
  while (samplePort === storePort) samplePort = await pickPort();
  const clusters = { directory, storePort, samplePort };
  writeJson(clustersFile, clusters);
  return clusters;
}

// Under root the servers run as another user, who may not be able to reach a checkout in a closed home.
function clusterDirectory() {
  const user = serverUser();
  const probe = path.join(dataDirectory, "probe");
  fs.mkdirSync(probe, { recursive: true, mode: 0o700 });
  if (user) fs.chownSync(probe, user.uid, user.gid);
  const reachable = canUse(probe, user);
  fs.rmdirSync(probe);
  if (reachable) return dataDirectory;
  const name = createHash("sha256").update(dataDirectory).digest("hex").slice(0, 12);
  const directory = path.join(sharedDirectory, name);
  if (fs.existsSync(directory) && fs.readdirSync(directory).length > 0) {
    throw new Error(`${directory} holds the data of an earlier ${dataDirectory}. Delete it to begin anew.`);
  }
  fs.mkdirSync(directory, { recursive: true, mode: 0o711 });
  return directory;
}

// Below the range that outgoing connections take theirs from, so that it stays free while we are stopped.
async function pickPort() {
  for (;;) {
    const port = randomInt(20_000, 30_000);
    if (await isPortFree(port)) return port;
  }
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

// Written aside and renamed: an interrupted start leaves the old file or the new one, never half of it.
function writeJson(file, value) {
  const aside = `${file}.new`;
  const handle = fs.openSync(aside, "w", 0o600);
  fs.writeFileSync(handle, `${JSON.stringify(value, null, 2)}\n`);
  fs.fsyncSync(handle);
  fs.closeSync(handle);
  fs.renameSync(aside, file);
}
