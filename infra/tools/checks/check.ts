import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectDirectory } from '../../local/project-directory.ts';

/** `npm run check` runs the scripts `check:…` of package.json two at a time, and exits with 1 if one fails. */
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(projectDirectory, 'package.json'), 'utf8')));
const waiting = Object.keys(scripts).filter((name) => name.startsWith('check:'));
const failed: string[] = [];

async function run(name: string): Promise<void> {
  const started = performance.now();
  const child = spawn('npm', ['run', '--silent', name], {
    cwd: projectDirectory,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => output.push(text));
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  );
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${code === 0 ? '✔' : '✘'} ${name.slice('check:'.length).padEnd(12)} ${seconds} s`);
  if (code === 0) return;
  failed.push(name);
  console.log(output.join('').trimEnd());
}

async function runWaiting(): Promise<void> {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await run(name);
}

await Promise.all([runWaiting(), runWaiting()]);
if (failed.length > 0) {
  console.log(`\nFailed: ${failed.join(', ')}`);
  process.exitCode = 1;
}
