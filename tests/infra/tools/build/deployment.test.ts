import { beforeAll, describe, expect, test } from 'vitest';
import { readMappings } from '../../../../infra/local/queues/mappings.ts';
import { resolvedService, type ResolvedService } from '../../../../infra/local/resolved-service.ts';
import { parseResources } from '../../../../infra/local/resources.ts';
import { build, type BundleSizes } from '../../../../infra/tools/build/build.ts';

let service: ResolvedService;
let sizes: BundleSizes;
beforeAll(async () => {
  service = await resolvedService();
  sizes = await build('single', { write: false });
});

test('every function of serverless.yml has a bundle', () => {
  expect([...sizes.keys()].toSorted()).toEqual(
    Object.values(service.functions)
      .map(({ handler }) => handler.replace(/\.handler$/, '.mjs'))
      .toSorted(),
  );
});

describe('queues', () => {
  const urls = () =>
    new Map(parseResources(service.resources.Resources).queues.map(({ name }) => [name, `http://127.0.0.1/${name}`]));

  test('the visibility timeout is six times the function timeout, as AWS advises', () => {
    const { queues } = parseResources(service.resources.Resources);
    for (const { functionName, queue, timeoutSeconds } of readMappings(service, urls())) {
      expect([functionName, queues.find(({ name }) => name === queue)?.visibilitySeconds ?? 0]).toEqual([
        functionName,
        6 * timeoutSeconds,
      ]);
    }
  });

  test('each feeds a function that reports failures, and has a dead-letter queue', () => {
    const { queues } = parseResources(service.resources.Resources);
    const fed = readMappings(service, urls());
    const working = queues.filter(({ redrive }) => redrive !== null);
    expect(fed.map(({ queue }) => queue).toSorted()).toEqual(working.map(({ name }) => name).toSorted());
    expect(fed.filter(({ partial }) => !partial)).toEqual([]);
  });
});

test('every function has a role of its own, and no role allows everything', () => {
  const roles = Object.values(service.functions).map(({ role }) => role);
  expect(roles).toEqual([...new Set(roles)]);
  const text = JSON.stringify(
    roles.map((role) => service.resources.Resources[role] ?? expect.fail(`No role ${role} in the resources`)),
  );
  // CloudWatch's reads know no resources.
  const narrow = text.replace('"Action":["cloudwatch:GetMetricData"],"Resource":["*"]', '');
  expect(narrow).not.toMatch(/"Action":"?\[?"(\*|\w+:\*)"|"Resource":\[?"\*"/);
});
