import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { projectDirectory } from '../../../../infra/local/project-directory.ts';
import { readMappings } from '../../../../infra/local/queues/mappings.ts';
import { resolvedService, type ResolvedService } from '../../../../infra/local/resolved-service.ts';
import { parseResources } from '../../../../infra/local/resources.ts';
import { build, type BundleSizes } from '../../../../infra/tools/build/build.ts';
import { bundleLimit, largerForAReason, tooLarge } from '../../../../infra/tools/build/bundle-limit.ts';

let service: ResolvedService;
let sizes: BundleSizes;
beforeAll(async () => {
  service = await resolvedService();
  sizes = await build('shared', { write: false });
});

test('every function of serverless.yml has a bundle within the limit, or a reason', () => {
  expect([...sizes.keys()].toSorted()).toEqual(
    Object.values(service.functions)
      .map(({ handler }) => handler.replace(/\.handler$/, '.mjs'))
      .toSorted(),
  );
  expect(tooLarge(sizes)).toEqual([]);
});

test('every reason belongs to an existing function', () => {
  const needed = [...sizes]
    .filter(([, bytes]) => bytes > bundleLimit)
    .map(([path]) => /([\w-]+)\.mjs$/.exec(path)?.[1] ?? path);
  expect(Object.keys(largerForAReason).toSorted()).toEqual(needed.toSorted());
});

describe('queues', () => {
  const urls = () =>
    new Map(parseResources(service.resources.Resources).queues.map(({ name }) => [name, `http://127.0.0.1/${name}`]));

  test('the visibility timeout exceeds the function timeout', () => {
    const { queues } = parseResources(service.resources.Resources);
    for (const { functionName, queue, timeoutSeconds } of readMappings(service, urls())) {
      expect([functionName, queues.find(({ name }) => name === queue)?.visibilitySeconds ?? 0]).toEqual([
        functionName,
        expect.toSatisfy((seconds: number) => seconds > timeoutSeconds),
      ]);
    }
  });

  test('each feeds a function that reports failures, and has a dead-letter queue with an alarm', () => {
    const { queues } = parseResources(service.resources.Resources);
    const fed = readMappings(service, urls());
    const working = queues.filter(({ redrive }) => redrive !== null);
    expect(fed.map(({ queue }) => queue).toSorted()).toEqual(working.map(({ name }) => name).toSorted());
    expect(fed.filter(({ partial }) => !partial)).toEqual([]);
    const Alarm = z.object({
      Type: z.literal('AWS::CloudWatch::Alarm'),
      Properties: z.object({ AlarmName: z.string() }),
    });
    const alarms = Object.values(service.resources.Resources).flatMap(
      (resource) => Alarm.safeParse(resource).data?.Properties.AlarmName ?? [],
    );
    for (const { redrive } of working) expect(alarms).toContain(redrive?.to);
  });
});

test('every function has the role of its group, and no role allows everything', () => {
  const yml = readFileSync(join(projectDirectory, 'serverless.yml'), 'utf8');
  const functions = Object.keys(service.functions);
  for (const name of functions)
    expect(yml).toMatch(new RegExp(`^  ${name}:.*\\n    handler: .*\\n    role: \\w+Role$`, 'm'));
  const roles = readFileSync(join(projectDirectory, 'infra', 'resources', 'roles.yml'), 'utf8');
  expect(roles).not.toMatch(/Action: '?(\*|\w+:\*)|Resource: '\*'/);
});
