import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { layers } from '../../deployment/layers.ts';
import { projectDirectory } from '../../local/project-directory.ts';
import { build } from './build.ts';
import { describeSizes, tooLarge } from './bundle-limit.ts';
import { openNoStack } from './no-stack.ts';
import { StatedParameters, stageFaults } from './stage-faults.ts';
import { templateFaults } from './template-faults.ts';
import { describeFigures, measureTemplate, quotaFaults, Template } from './template-quotas.ts';
import { writeLayers } from './write-layers.ts';

// `npm run package [-- STAGE]` (`prod` by default) makes and checks what a deployment would send, without network and
// credentials. It refuses a stage whose parameters could not work before it builds anything.

const [stage = 'prod'] = process.argv.slice(2);
const osls = join(projectDirectory, 'node_modules', 'serverless', 'bin', 'serverless.js');
const noStack = await openNoStack();
const runOsls = async (...options: readonly string[]): Promise<string> => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [osls, ...options, '--stage', stage], {
    cwd: projectDirectory,
    maxBuffer: 64 * 1024 ** 2,
    env: { ...process.env, ...noStack.environment, SLS_TELEMETRY_DISABLED: '1', SLS_NOTIFICATIONS_MODE: 'off' },
  });
  process.stderr.write(stderr);
  return stdout;
};
const refused = stageFaults(
  StatedParameters.parse(JSON.parse(await runOsls('print', '--format', 'json', '--path', 'custom.stated'))),
);
if (refused.length > 0) {
  console.error(`The stage ${stage} cannot be packaged:\n${refused.join('\n')}`);
  process.exit(1);
}
const sizes = await build('single');
writeLayers();
await runOsls('package');
await noStack.close();
const output = join(projectDirectory, '.serverless');
const zipped = readdirSync(output).filter((name) => name.endsWith('.zip'));
const [packages, layerZips] = [zipped.filter((name) => !isLayer(name)), zipped.filter(isLayer)];
const templatePath = join(output, 'cloudformation-template-update-stack.json');
const figures = measureTemplate(Template.parse(JSON.parse(readFileSync(templatePath, 'utf8'))));
const faults = [
  ...tooLarge(sizes).map((bundle) => `bundle too large: ${bundle}`),
  ...quotaFaults(figures),
  ...templateFaults(templatePath),
];
for (const line of [...describeFigures(figures), describeSizes(sizes)]) console.log(line);
console.log(
  `${packages.length} functions packaged for ${stage}, ${megabytes(packages)} in all, beside layers of ${megabytes(layerZips)}; ${faults.length} faults in the template and the bundles`,
);
for (const fault of faults) console.error(fault);

function isLayer(name: string): boolean {
  return Object.keys(layers).includes(name.replace(/\.zip$/, ''));
}

function megabytes(names: readonly string[]): string {
  return `${(names.reduce((sum, name) => sum + statSync(join(output, name)).size, 0) / 1024 ** 2).toFixed(1)} MB`;
}

process.exitCode = faults.length === 0 ? 0 : 1;
