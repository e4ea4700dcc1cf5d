import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { projectDirectory } from '../../infra/local/project-directory.ts';
import { extractBlocks, readText } from './read-document.ts';

export type GuideRun = {
  /** The guide's path below the project's root. */
  readonly guide: string;
  /** The working folder; files that the guide names are read and written there. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Texts of the guide that stand for something of the running system, such as its address. */
  readonly replacements: Readonly<Record<string, string>>;
};

const separator = '=== end of block ===';

/**
 * Runs the `sh` blocks of a guide in one bash, as a reader pastes them, and gives what each printed. `npx guiji` is the program of this project.
 * Needs bash, curl and jq.
 */
export async function runGuide({ guide, folder, environment, replacements }: GuideRun): Promise<readonly string[]> {
  const program = join(projectDirectory, 'dist', 'cli', 'guiji.mjs');
  const blocks = extractBlocks(readText(guide)).filter(({ language }) => language === 'sh');
  const commands = blocks.map(({ text }) =>
    Object.entries(replacements).reduce((script, [from, to]) => script.replaceAll(from, to), text),
  );
  const script = [
    `npx() { shift; "${process.execPath}" "${program}" "$@"; }`,
    ...commands.map((command) => `${command}echo; echo '${separator}'`),
  ].join('\n');
  const output = await new Promise<string>((resolve, reject) => {
    execFile(
      'bash',
      ['-c', script],
      { cwd: folder, env: { ...process.env, ...environment }, maxBuffer: 16 * 1024 ** 2 },
      (error, stdout, stderr) => (error === null ? resolve(stdout) : reject(new Error(stderr, { cause: error }))),
    );
  });
  return output.split(`${separator}\n`).slice(0, -1);
}
