import { expect, test } from 'vitest';
import {
  describeFigures,
  measureTemplate,
  quotaFaults,
  quotas,
} from '../../../../infra/tools/build/template-quotas.ts';

type Resource = { readonly Type: string; readonly Properties?: Record<string, unknown> };

const many = (count: number, resource: Resource) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`R${i}`, resource]));
const topic = { Type: 'AWS::SNS::Topic' };
const withVariables = (Variables: Record<string, unknown>) => ({
  Type: 'AWS::Lambda::Function',
  Properties: { Environment: { Variables } },
});
const withPolicy = (size: number) => ({
  Type: 'AWS::IAM::Role',
  Properties: { Policies: [{ PolicyName: 'p', PolicyDocument: 'x'.repeat(size - 2) }] },
});
const withRoutes = (count: number) => ({
  Type: 'AWS::ApiGatewayV2::Api',
  Properties: {
    Body: {
      paths: {
        '/things/{thing}': { parameters: [], get: {}, put: {} },
        ...Object.fromEntries(Array.from({ length: count - 2 }, (_, i) => [`/${i}`, { get: {} }])),
      },
    },
  },
});
const reference = '{{resolve:secretsmanager:key}}';

test.each<[string, Record<string, Resource>, readonly string[]]>([
  ['399 resources', many(399, topic), []],
  ['400 resources', many(400, topic), ['400 resources; 400 are a fault']],
  ['300 routes', { Api: withRoutes(300) }, []],
  ['301 routes', { Api: withRoutes(301) }, ['301 routes; at most 300']],
  ['35 alarms', many(35, { Type: 'AWS::CloudWatch::Alarm' }), []],
  ['36 alarms', many(36, { Type: 'AWS::CloudWatch::Alarm' }), ['36 alarms; at most 35']],
  ['30 dynamic references', many(30, withVariables({ KEY: reference })), []],
  ['31 dynamic references', many(31, withVariables({ KEY: reference })), ['31 dynamic references; at most 30']],
  ['2,048 bytes of variables', { F: withVariables({ AB: 'x'.repeat(2046) }) }, []],
  [
    '2,049 bytes of variables',
    { F: withVariables({ ABC: 'x'.repeat(2046) }) },
    ['F: 2049 bytes of variables; at most 2048'],
  ],
  [
    'bytes, not characters',
    { F: withVariables({ AB: '归'.repeat(683) }) },
    ['F: 2051 bytes of variables; at most 2048'],
  ],
  ['a reference as a variable', { F: withVariables({ AB: { Ref: 'x'.repeat(2036) } }) }, []],
  ['10,240 characters of policies', { R: withPolicy(10_240) }, []],
  ['10,241 characters of policies', { R: withPolicy(10_241) }, ['R: 10241 characters of policies; at most 10240']],
  [
    'a template of more than a million bytes',
    { T: { ...topic, Properties: { DisplayName: 'x'.repeat(1_000_000) } } },
    [expect.stringMatching(/^\d+ bytes of template; at most 1000000$/)],
  ],
])('%s', (_, Resources, faults) => {
  expect(quotaFaults(measureTemplate({ Resources }))).toEqual(faults);
});

test('the largest function is named, and resources above the bar are marked', () => {
  const figures = measureTemplate({
    Resources: {
      ...many(quotas.resourcesBar, topic),
      Small: withVariables({ A: 'b' }),
      Large: withVariables({ A: 'bcd' }),
    },
  });
  expect(figures.environment).toEqual({ name: 'Large', size: 4 });
  expect(describeFigures(figures)[0]).toContain('252 (bar 250, fault from 400, ABOVE THE BAR)');
});
