import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectDirectory } from '../../local/project-directory.ts';
import { build } from './build.ts';
import { tooLarge } from './bundle-limit.ts';
import { templateFaults } from './template-faults.ts';

// `npm run package [-- STAGE]` (`prod` by default) makes and checks what a deployment would send, without network and
// credentials.

const [stage = 'prod'] = process.argv.slice(2);
const sizes = await build('single');
const osls = join(projectDirectory, 'node_modules', 'serverless', 'bin', 'serverless.js');
execFileSync(process.execPath, [osls, 'package', '--stage', stage], {
  cwd: projectDirectory,
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { ...process.env, SLS_TELEMETRY_DISABLED: '1', SLS_NOTIFICATIONS_MODE: 'off' },
});
const output = join(projectDirectory, '.serverless');
const packages = readdirSync(output).filter((name) => name.endsWith('.zip'));
const megabytes = packages.reduce((sum, name) => sum + statSync(join(output, name)).size, 0) / 1024 ** 2;
const faults = [
  ...tooLarge(sizes).map((bundle) => `bundle too large: ${bundle}`),
  ...templateFaults(join(output, 'cloudformation-template-update-stack.json')),
];
console.log(
  `${packages.length} functions packaged for ${stage}, ${megabytes.toFixed(1)} MB in all; ${faults.length} faults in the template and the bundles`,
);
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
