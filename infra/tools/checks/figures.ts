import { globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { projectDirectory } from '../../local/project-directory.ts';
import { type FunctionFigure, measureFunctions, percentile } from './figures/function-figures.ts';
import { listOpenedFiles } from './figures/opened-files.ts';
import { countText, maxColumns, type TextFigures } from './figures/text-figures.ts';

// `npm run figures [-- --root DIR]` measures this or another checkout by fixed rules.

/** Files, with an operation of those that serve several. */
const handlers: readonly (readonly [file: string, operation?: string])[] = [
  ['functions/collection/collection-api.ts', 'create-delivery'],
  ['functions/collection/ingest-excel.ts'],
  ['functions/collection/load-part.ts'],
  ['functions/collection/publish-delivery.ts'],
  ['functions/collection/pull-source.ts'],
  ['functions/certificates/issue-certificates.ts'],
  ['functions/certificates/certificates-api.ts', 'find-certificates'],
  ['functions/records/records-api.ts', 'query-records'],
];

const longestShown = 10;
const { values } = parseArgs({ options: { root: { type: 'string', default: projectDirectory } } });
const root = resolve(values.root);

printArea('code', ['lib', 'functions', 'schemas', 'infra']);
printArea('tests', ['tests']);
printOpenedFiles();

function printArea(title: string, folders: readonly string[]): void {
  const files = folders.flatMap((folder) => globSync(`${folder}/**/*.{ts,mjs}`, { cwd: root }));
  printText(title, countText(files.map((file) => readFileSync(join(root, file), 'utf8'))));
  const { lengths, complexities } = measureFunctions(root, folders);
  printDistribution('function length', lengths);
  printDistribution('complexity', complexities);
  for (const { amount, name, file } of lengths.slice(0, longestShown))
    console.log(`    ${String(amount).padStart(4)} lines  ${name}  ${file}`);
}

function printText(title: string, figures: TextFigures): void {
  const { files, lines, commentLines, longLines, longPhraseLines, longestLine, conditionalSpreads } = figures;
  const share = (amount: number): string => `${((amount / lines) * 100).toFixed(2)} %`;
  console.log(`\n${title}: ${files} files, ${lines} lines, ${share(commentLines)} comment lines`);
  console.log(`  lines over ${maxColumns} columns: ${longLines} (${share(longLines)}), longest ${longestLine}`);
  console.log(`  the same with phrase tables: ${longLines + longPhraseLines} (${share(longLines + longPhraseLines)})`);
  console.log(`  conditional spreads without definedOnly: ${conditionalSpreads}`);
}

function printDistribution(title: string, figures: readonly FunctionFigure[]): void {
  const [p50, p90, p99] = [0.5, 0.9, 0.99].map((share) => percentile(figures, share));
  console.log(`  ${title}: p50 ${p50}, p90 ${p90}, p99 ${p99}, max ${figures[0]?.amount ?? 0} (${figures.length})`);
}

function printOpenedFiles(): void {
  console.log('\nfiles to open to follow a handler:');
  const counts = handlers.map(([file, operation]) => {
    const count = listOpenedFiles(root, file, operation).length;
    console.log(`  ${(operation ?? basename(file, '.ts')).padEnd(20)} ${String(count).padStart(3)}`);
    return count;
  });
  console.log(`  ${'sum'.padEnd(20)} ${String(counts.reduce((sum, count) => sum + count, 0)).padStart(3)}`);
}
