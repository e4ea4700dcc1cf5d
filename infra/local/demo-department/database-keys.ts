import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { z } from 'zod';
import { listen, stopServer } from '../listen.ts';

const Password = z.string().min(16);
const DatabaseKeys = z.object({
  port: z.int().min(1).max(65_535),
  owner: Password,
  writer: Password,
  reader: Password,
});
export type DatabaseKeys = z.infer<typeof DatabaseKeys>;

/** Creates port and passwords once, in a private file. Throws on an unreadable file. */
export async function databaseKeys(path: string): Promise<DatabaseKeys> {
  const stored = existsSync(path) ? DatabaseKeys.parse(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
  if (stored !== undefined && (await isFree(stored.port))) return stored;
  const passwords = stored ?? { owner: newPassword(), writer: newPassword(), reader: newPassword() };
  const keys = { ...passwords, port: await freePort(0) };
  writeFileSync(`${path}.new`, JSON.stringify(keys), { mode: 0o600 });
  renameSync(`${path}.new`, path); // all of it or nothing, wherever we are stopped
  return keys;
}

/** Letters, digits, `-` and `_` only, since it is inserted into SQL. */
const newPassword = (): string => randomBytes(24).toString('base64url');

async function freePort(wanted: number): Promise<number> {
  const server = createServer();
  const port = await listen(server, wanted);
  await stopServer(server);
  return port;
}

const isFree = async (port: number): Promise<boolean> =>
  freePort(port).then(
    () => true,
    () => false,
  );
