import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectDirectory } from '../../../../infra/local/project-directory.ts';
import { stageFaults, type StatedParameters } from '../../../../infra/tools/build/stage-faults.ts';
import { plainEnvironment, sampleStage } from './sample-stage.ts';

const good: StatedParameters = {
  issuer: 'https://identity.example.gov.cn/realms/city',
  audience: 'https://guiji.example.gov.cn/api',
  publicAddress: 'https://guiji.example.gov.cn',
  sources: 'on',
  sourceAddresses: '10.20.0.0/16',
  signingKey: 'kms:alias/guiji-prod-certificates',
  signingKeySpec: 'ECC_NIST_P256',
  alarmProtocol: 'email',
  alarmReceiver: 'on-duty@example.gov.cn',
  vpc: 'none',
  subnetIds: '',
  securityGroupIds: '',
};
const vpc = { vpc: 'sources', subnetIds: 'subnet-0a1,subnet-0b2', securityGroupIds: 'sg-0c3' };

test.each<[string, Partial<StatedParameters>]>([
  ['complete parameters', {}],
  ['no sources, which are off', { sources: 'off', sourceAddresses: '' }],
  ['a receiver by https', { alarmProtocol: 'https', alarmReceiver: 'https://alarms.example.gov.cn/guiji' }],
  ['a VPC', vpc],
  ['a VPC for the authorizer, too', { ...vpc, vpc: 'sources-and-issuer' }],
])('a stage may have %s', (_, given) => {
  expect(stageFaults({ ...good, ...given })).toEqual([]);
});

test.each<[string, Partial<StatedParameters>, string]>([
  ['an empty issuer', { issuer: '' }, 'GUIJI_ISSUER) is empty'],
  [
    'an issuer that does not exist',
    { issuer: 'https://identity.invalid' },
    'GUIJI_ISSUER) is empty or ends in .invalid',
  ],
  ['an issuer with a port that does not exist', { issuer: 'https://identity.invalid:8443/x' }, 'GUIJI_ISSUER)'],
  ['an issuer without TLS', { issuer: 'http://identity.example.gov.cn' }, 'GUIJI_ISSUER) is not an https address'],
  ['a placeholder as audience', { audience: 'https://guiji.invalid/api' }, 'GUIJI_AUDIENCE)'],
  ['a public address that does not exist', { publicAddress: 'https://guiji.invalid' }, 'GUIJI_PUBLIC_ADDRESS)'],
  ['a public address without TLS', { publicAddress: 'http://guiji.example.gov.cn' }, 'is not an https address'],
  ['a public address with a slash', { publicAddress: 'https://guiji.example.gov.cn/' }, 'a path or a trailing slash'],
  ['sources without addresses', { sourceAddresses: ' ' }, 'GUIJI_SOURCE_ADDRESSES) is empty'],
  ['another word for sources', { sources: 'yes' }, 'GUIJI_SOURCES) is neither'],
  ['a private key', { signingKey: '{"kty":"EC","d":"secret"}' }, 'GUIJI_SIGNING_KEY) is not `kms:`'],
  ['a key of another kind', { signingKeySpec: 'RSA_2048' }, 'GUIJI_SIGNING_KEY_SPEC) is neither ECC_NIST_P256'],
  ['a key without a name', { signingKey: 'kms:' }, 'GUIJI_SIGNING_KEY)'],
  ['nobody to tell of alarms', { alarmReceiver: 'on-duty@guiji.invalid' }, 'GUIJI_ALARM_RECEIVER)'],
  ['a receiver that is no address', { alarmReceiver: 'on-duty' }, 'is not an e-mail address'],
  ['a receiver by http', { alarmProtocol: 'https', alarmReceiver: 'http://a.example.gov.cn' }, 'not an https address'],
  ['a receiver by SMS', { alarmProtocol: 'sms' }, 'another protocol'],
  ['another word for the VPC', { vpc: 'yes' }, 'GUIJI_VPC) is neither'],
  ['a VPC without subnets', { ...vpc, subnetIds: '' }, 'GUIJI_SUBNET_IDS)'],
  ['a VPC without a security group', { ...vpc, securityGroupIds: 'none' }, 'GUIJI_SECURITY_GROUP_IDS)'],
])('a stage is refused for %s', (_, given, words) => {
  expect(stageFaults({ ...good, ...given })).toEqual([expect.stringContaining(words)]);
});

test('a refusal never shows a private key', () => {
  expect(stageFaults({ ...good, signingKey: '{"d":"secret"}' }).join()).not.toContain('secret');
});

describe('npm run package', () => {
  const run = (environment: Readonly<Record<string, string>>) => {
    try {
      execFileSync(process.execPath, [join(projectDirectory, 'infra/tools/build/package.ts'), 'prod'], {
        cwd: projectDirectory,
        env: { ...plainEnvironment, ...environment },
        stdio: 'pipe',
        encoding: 'utf8',
      });
      return null;
    } catch (error) {
      return error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    }
  };
  test('refuses the placeholders, and names each', () => {
    const refusal = run({});
    for (const name of ['issuer', 'audience', 'publicAddress', 'sourceAddresses', 'alarmReceiver'])
      expect(refusal).toContain(`parameter ${name} `);
  });

  test('refuses the sample city for one empty parameter', () => {
    const refusal = run({ ...sampleStage, GUIJI_SOURCE_ADDRESSES: '' });
    expect(refusal?.match(/^parameter \w+/gm)).toEqual(['parameter sourceAddresses']);
  });
});
