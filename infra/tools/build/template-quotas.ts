import { z } from 'zod';

/** Resources: the bar is ours, the fault leaves room below CloudFormation's 500. */
export const quotas = {
  resourcesBar: 250,
  resourcesFault: 400,
  /** CloudFormation resolves at most 60 in a template. */
  dynamicReferences: 30,
  /** Bytes of one function's variables, names included; Lambda allows 4 KB. */
  environmentBytes: 2048,
  /** Characters of one role's inline policies without white space; IAM allows 10,240. */
  policyCharacters: 10_240,
  /** CloudFormation reads at most a million bytes from S3. */
  templateBytes: 1_000_000,
  alarms: 35,
  /** API Gateway allows an HTTP API 300 routes and 300 integrations; imported, each route has an integration. */
  routes: 300,
} as const;

export const Template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).optional() }),
  ),
});
export type Template = z.infer<typeof Template>;

type Largest = { readonly name: string; readonly size: number };
export type TemplateFigures = {
  readonly resources: number;
  readonly routes: number;
  readonly alarms: number;
  readonly dynamicReferences: number;
  readonly environment: Largest;
  readonly policies: Largest;
  readonly templateBytes: number;
};

/** Counts what CloudFormation, Lambda and IAM limit. */
export function measureTemplate({ Resources }: Template): TemplateFigures {
  const text = JSON.stringify(Resources);
  const ofType = (type: string) => Object.entries(Resources).filter(([, resource]) => resource.Type === type);
  return {
    resources: Object.keys(Resources).length,
    routes: ofType('AWS::ApiGatewayV2::Api').reduce((sum, [, api]) => sum + countRoutes(api), 0),
    alarms: ofType('AWS::CloudWatch::Alarm').length + ofType('AWS::CloudWatch::CompositeAlarm').length,
    dynamicReferences: text.split('{{resolve:').length - 1,
    environment: largest(ofType('AWS::Lambda::Function'), measureEnvironment),
    policies: largest(ofType('AWS::IAM::Role'), measurePolicies),
    templateBytes: Buffer.byteLength(text),
  };
}

/** Lists exceeded quotas, one line each. */
export function quotaFaults(figures: TemplateFigures): readonly string[] {
  const { resources, routes, alarms, dynamicReferences, environment, policies, templateBytes } = figures;
  return [
    ...(resources >= quotas.resourcesFault ? [`${resources} resources; ${quotas.resourcesFault} are a fault`] : []),
    ...(routes > quotas.routes ? [`${routes} routes; at most ${quotas.routes}`] : []),
    ...(alarms > quotas.alarms ? [`${alarms} alarms; at most ${quotas.alarms}`] : []),
    ...(dynamicReferences > quotas.dynamicReferences
      ? [`${dynamicReferences} dynamic references; at most ${quotas.dynamicReferences}`]
      : []),
    ...(environment.size > quotas.environmentBytes
      ? [`${environment.name}: ${environment.size} bytes of variables; at most ${quotas.environmentBytes}`]
      : []),
    ...(policies.size > quotas.policyCharacters
      ? [`${policies.name}: ${policies.size} characters of policies; at most ${quotas.policyCharacters}`]
      : []),
    ...(templateBytes > quotas.templateBytes
      ? [`${templateBytes} bytes of template; at most ${quotas.templateBytes}`]
      : []),
  ];
}

/** One line a figure, with its bar. */
export function describeFigures(figures: TemplateFigures): readonly string[] {
  const { resources, routes, alarms, dynamicReferences, environment, policies, templateBytes } = figures;
  const aboveBar = resources > quotas.resourcesBar ? ', ABOVE THE BAR' : '';
  return [
    `resources           ${resources} (bar ${quotas.resourcesBar}, fault from ${quotas.resourcesFault}${aboveBar})`,
    `routes              ${routes} (at most ${quotas.routes})`,
    `alarms              ${alarms} (at most ${quotas.alarms})`,
    `dynamic references  ${dynamicReferences} (at most ${quotas.dynamicReferences})`,
    `largest environment ${environment.size} bytes, ${environment.name} (at most ${quotas.environmentBytes})`,
    `largest policies    ${policies.size} characters, ${policies.name} (at most ${quotas.policyCharacters})`,
    `template            ${templateBytes} bytes (at most ${quotas.templateBytes})`,
  ];
}

type Resource = Template['Resources'][string];

function largest(resources: readonly [string, Resource][], measure: (resource: Resource) => number): Largest {
  return resources
    .map(([name, resource]) => ({ name, size: measure(resource) }))
    .reduce((most, one) => (one.size > most.size ? one : most), { name: 'none', size: 0 });
}

const Body = z.object({ Body: z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) }) });

function countRoutes({ Properties }: Resource): number {
  const paths = Body.safeParse(Properties).data?.Body.paths ?? {};
  return Object.values(paths)
    .flatMap((path) => Object.keys(path))
    .filter((key) => key !== 'parameters').length;
}

const Variables = z.object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }) });

function measureEnvironment({ Properties }: Resource): number {
  const variables = Variables.safeParse(Properties).data?.Environment.Variables ?? {};
  return Object.entries(variables).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(asText(value)),
    0,
  );
}

/** A reference counts with its JSON, which is longer than most of what it becomes. */
function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const Policies = z.object({ Policies: z.array(z.object({ PolicyDocument: z.unknown() })) });

function measurePolicies({ Properties }: Resource): number {
  const policies = Policies.safeParse(Properties).data?.Policies ?? [];
  return policies.reduce((sum, { PolicyDocument }) => sum + JSON.stringify(PolicyDocument).length, 0);
}
