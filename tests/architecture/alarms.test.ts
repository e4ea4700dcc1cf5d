import { describe, expect, test } from 'vitest';
import { alarmDefinitions, alarmResources } from '../../infra/deployment/alarms.ts';
import { functions } from '../../infra/deployment/functions.ts';
import { deadLettersId, queueId } from '../../infra/deployment/logical-id.ts';
import { queues } from '../../infra/deployment/queues.ts';
import { metricNames } from '../../lib/wiring/metrics.ts';
import { readText } from '../documents/read-document.ts';

const definitions = alarmDefinitions(queues, functions);
const runBooks = new Set(definitions.map(({ name, runBook = name }) => runBook));
const resources = alarmResources(queues, functions);

describe.each(['docs/operations/alarms.md', 'docs/operations/alarms.zh-CN.md'])('%s', (file) => {
  test('has a row for every alarm, and for nothing else', () => {
    const [alarmTable = ''] = readText(file).split('`Guiji/prod`');
    const rows = [...alarmTable.matchAll(/^\| `([a-z-]+)`/gm)].map(([, name = '']) => name);
    expect(rows.toSorted()).toEqual([...runBooks].toSorted());
  });

  test('explains every metric', () => {
    expect(metricNames.filter((name) => !readText(file).includes(`\`${name}\``))).toEqual([]);
  });
});

test.each(Object.entries(resources))('%s says in Chinese what happened and which row to read', (_, alarm) => {
  const { AlarmDescription } = JSON.parse(JSON.stringify(alarm)).Properties;
  expect(AlarmDescription).toMatch(
    /^[^a-zA-Z]*\p{Script=Han}.*。处置办法见 docs\/operations\/alarms\.zh-CN\.md 的 ([a-z-]+)。$/u,
  );
  expect(runBooks).toContain(/ 的 ([a-z-]+)。$/.exec(AlarmDescription)?.[1]);
});

test('each alarm has at most the ten metrics that CloudWatch evaluates', () => {
  for (const alarm of Object.values(resources)) {
    const text = JSON.stringify(alarm);
    expect(text.split('"MetricStat"').length - 1).toBeLessThanOrEqual(10);
  }
});

describe('nothing is left out', () => {
  const watched = JSON.stringify(resources);

  test.each(queues.map(({ name }) => name))('the queue %s: its age and its dead letters', (name) => {
    for (const [metric, id] of [
      ['ApproximateAgeOfOldestMessage', queueId(name)],
      ['ApproximateNumberOfMessagesVisible', deadLettersId(name)],
    ])
      expect(watched).toContain(
        `"MetricName":"${metric}","Dimensions":[{"Name":"QueueName","Value":{"Fn::GetAtt":["${id}"`,
      );
  });

  test.each(functions)('the function $name: errors, and silence if it runs often', ({ name, trigger }) => {
    const dimension = `"Value":"\${self:custom.name}-${name}"`;
    expect(watched).toContain(`"MetricName":"Errors","Dimensions":[{"Name":"FunctionName",${dimension}`);
    const isWatched = watched.includes(`"MetricName":"RunsSucceeded","Dimensions":[{"Name":"function",${dimension}`);
    expect(isWatched).toBe(trigger.kind === 'schedule');
  });

  test('the platform writes every metric that an alarm reads', () => {
    const own = [...watched.matchAll(/"Namespace":"Guiji[^"]*","MetricName":"(\w+)"/g)].map(([, name]) => name);
    expect(own.length).toBeGreaterThan(5);
    expect(own.filter((name) => !metricNames.includes(name ?? ''))).toEqual([]);
  });
});
