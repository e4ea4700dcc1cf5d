import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDirectory } from '../../../../infra/local/project-directory.ts';

/** Parameters of a made-up city, with which CI packages a stage. */
export const sampleStage: Readonly<Record<string, string>> = Object.fromEntries(
  readFileSync(join(projectDirectory, '.ci/sample-stage.env'), 'utf8')
    .split('\n')
    .flatMap((line) => [...line.matchAll(/^(\w+)=(.*)$/g)])
    .map(([, name = '', value = '']) => [name, value]),
);

/** This process's environment without what would change a stage. */
export const plainEnvironment: NodeJS.ProcessEnv = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(GUIJI|AWS|SLS)_/.test(name)),
);
