import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectDirectory } from '../../local/project-directory.ts';

export type Outcome = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** Runs `npx guiji …`, signed in as the program with this id. */
export function commandLine(
  url: string,
  account: { readonly id: string; readonly secret: string },
  folder: string,
): (...words: readonly string[]) => Promise<Outcome> {
  const program = join(projectDirectory, 'dist', 'cli', 'guiji.mjs');
  if (!existsSync(program)) throw new Error('命令行还没有构建，请先运行 npm start 或 npm run build。');
  const env = {
    ...process.env,
    GUIJI_URL: url,
    GUIJI_ISSUER: `${url}/oidc`,
    GUIJI_CLIENT_ID: account.id,
    GUIJI_CLIENT_SECRET: account.secret,
    GUIJI_CACHE: join(folder, 'catalogue'),
  };
  return async (...words) =>
    await new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [program, ...words], {
        cwd: folder,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
      child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
      child.once('error', reject);
      child.once('close', (code) =>
        resolve({
          code,
          stdout: Buffer.concat(stdout).toString('utf8'),
          stderr: Buffer.concat(stderr).toString('utf8'),
        }),
      );
    });
}
