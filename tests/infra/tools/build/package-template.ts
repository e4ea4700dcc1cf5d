import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, copyFileSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { functions } from '../../../../infra/deployment/functions.ts';
import { layers } from '../../../../infra/deployment/layers.ts';
import { projectDirectory } from '../../../../infra/local/project-directory.ts';
import { openNoStack } from '../../../../infra/tools/build/no-stack.ts';
import { plainEnvironment, sampleStage } from './sample-stage.ts';

export type PackagedTemplate = { readonly path: string; readonly value: unknown; readonly close: () => void };

/** Packages the sample stage by osls in a folder of its own: the template is the real one, the bundles are empty. */
export async function packageTemplate(): Promise<PackagedTemplate> {
  const folder = mkdtempSync(join(tmpdir(), 'guiji-template-'));
  for (const name of ['serverless.yml', 'package.json']) copyFileSync(join(projectDirectory, name), join(folder, name));
  for (const name of ['infra', 'node_modules']) symlinkSync(join(projectDirectory, name), join(folder, name));
  for (const { room, name } of functions) writeInto(join(folder, 'dist/functions', room, `${name}.mjs`));
  for (const { path } of Object.values(layers)) writeInto(join(folder, path, 'empty'));
  const noStack = await openNoStack();
  const osls = join(projectDirectory, 'node_modules/serverless/bin/serverless.js');
  try {
    await promisify(execFile)(process.execPath, [osls, 'package', '--stage', 'prod'], {
      cwd: folder,
      env: {
        ...plainEnvironment,
        ...sampleStage,
        ...noStack.environment,
        SLS_TELEMETRY_DISABLED: '1',
        SLS_NOTIFICATIONS_MODE: 'off',
      },
    });
  } finally {
    await noStack.close();
  }
  const path = join(folder, '.serverless/cloudformation-template-update-stack.json');
  return {
    path,
    value: JSON.parse(readFileSync(path, 'utf8')),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function writeInto(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
}
