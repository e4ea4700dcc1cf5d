import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { projectDirectory } from '../../../local/project-directory.ts';

export type FunctionFigure = { readonly name: string; readonly file: string; readonly amount: number };
export type FunctionFigures = {
  /** Without blank and comment lines. */
  readonly lengths: readonly FunctionFigure[];
  readonly complexities: readonly FunctionFigure[];
};

const Report = z.object({
  diagnostics: z.array(z.object({ code: z.string(), message: z.string(), filename: z.string() })),
});

/** Oxlint names every function with its figure when the limit is 0. */
const rules = {
  'eslint/max-lines-per-function': ['error', { max: 0, skipBlankLines: true, skipComments: true }],
  'eslint/complexity': ['error', { max: 0 }],
};

/** Measures every function below `folders`. Throws when oxlint does not answer. */
export function measureFunctions(root: string, folders: readonly string[]): FunctionFigures {
  const directory = mkdtempSync(join(tmpdir(), 'guiji-figures-'));
  try {
    const config = join(directory, 'oxlint.json');
    writeFileSync(config, JSON.stringify({ categories: { correctness: 'off' }, rules }));
    const oxlint = join(projectDirectory, 'node_modules', 'oxlint', 'bin', 'oxlint');
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [oxlint, '--config', config, '--disable-nested-config', '--format', 'json', ...folders],
      { cwd: root, encoding: 'utf8', maxBuffer: 512 * 1024 ** 2 },
    );
    if (stdout === '') throw new Error(`oxlint gave no report: ${stderr}`);
    const { diagnostics } = Report.parse(JSON.parse(stdout));
    return {
      lengths: readAmounts(diagnostics, 'max-lines-per-function', /too many lines \((\d+)\)/),
      complexities: readAmounts(diagnostics, 'complexity', /has a complexity of (\d+)/),
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function readAmounts(
  diagnostics: z.infer<typeof Report>['diagnostics'],
  rule: string,
  pattern: RegExp,
): readonly FunctionFigure[] {
  return diagnostics
    .filter(({ code }) => code.includes(`(${rule})`))
    .map(({ message, filename }) => ({
      name: /[`'](.+?)[`']/.exec(message)?.[1] ?? 'arrow function',
      file: filename,
      amount: Number(pattern.exec(message)?.[1]),
    }))
    .toSorted((a, b) => b.amount - a.amount);
}

/** The amount that `share` (0 to 1) of `figures`, sorted largest first, do not exceed. */
export function percentile(figures: readonly FunctionFigure[], share: number): number {
  const rank = Math.max(1, Math.ceil(figures.length * share));
  return figures[figures.length - rank]?.amount ?? 0;
}
