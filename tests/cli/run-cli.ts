import { PassThrough } from 'node:stream';
import { runCommand } from '../../lib/cli/run-command.ts';

export type Called = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** Calls `guiji …` in this process, with its streams caught. */
export async function call(
  words: readonly string[],
  world: {
    readonly environment?: Readonly<Record<string, string>>;
    readonly bundledCatalogue?: string;
    readonly bundledSeeds?: string;
    readonly bundledSignIn?: string;
  } = {},
): Promise<Called> {
  const [stdout, stderr] = [caught(), caught()];
  const code = await runCommand(words, {
    stdout: stdout.stream,
    stderr: stderr.stream,
    version: '1.2.3',
    environment: world.environment ?? {},
    bundledCatalogue: world.bundledCatalogue ?? '/nowhere/catalogue.json',
    bundledSeeds: world.bundledSeeds ?? '/nowhere/seeds.json',
    bundledSignIn: world.bundledSignIn ?? '/nowhere/sign-in.js',
  });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

function caught() {
  const stream = new PassThrough();
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}
