import { z } from 'zod';

/** What a deployment must state: `custom.stated` of serverless.yml. */
export const StatedParameters = z.object({
  issuer: z.string(),
  audience: z.string(),
  publicAddress: z.string(),
  sources: z.string(),
  sourceAddresses: z.string(),
  signingKey: z.string(),
  signingKeySpec: z.string(),
  alarmProtocol: z.string(),
  alarmReceiver: z.string(),
  vpc: z.string(),
  subnetIds: z.string(),
  securityGroupIds: z.string(),
});
export type StatedParameters = z.infer<typeof StatedParameters>;

/** Lists why a stage could not work, one line a parameter; names how to give it. Never prints a signing key. */
export function stageFaults(stated: StatedParameters): readonly string[] {
  const reasons: Readonly<Record<string, string | null>> = {
    issuer: whyNoAddress(stated.issuer),
    audience: isPlaceholder(stated.audience) ? 'is empty or ends in .invalid' : null,
    publicAddress: whyNoOrigin(stated.publicAddress),
    sources: ['on', 'off'].includes(stated.sources) ? null : 'is neither `on` nor `off`',
    sourceAddresses:
      stated.sources === 'on' && stated.sourceAddresses.trim() === ''
        ? 'is empty, so no source could be called; give addresses, or set sources to `off`'
        : null,
    signingKey: /^kms:./.test(stated.signingKey)
      ? null
      : 'is not `kms:` and a key; a private key in a setting is for the local system only',
    signingKeySpec: ['ECC_NIST_P256', 'SM2'].includes(stated.signingKeySpec)
      ? null
      : 'is neither ECC_NIST_P256 nor SM2',
    alarmReceiver: whyNoReceiver(stated.alarmProtocol, stated.alarmReceiver),
    ...vpcReasons(stated),
  };
  return Object.entries(reasons).flatMap(([name, reason]) =>
    reason === null ? [] : [`parameter ${name} (GUIJI_${toEnvironmentName(name)}) ${reason}`],
  );
}

const toEnvironmentName = (name: string): string => name.replaceAll(/([A-Z])/g, '_$1').toUpperCase();

function isPlaceholder(value: string): boolean {
  return value.trim() === '' || /\.invalid(?=[/:]|$)/.test(value);
}

function whyNoAddress(value: string): string | null {
  if (isPlaceholder(value)) return 'is empty or ends in .invalid';
  return URL.canParse(value) && new URL(value).protocol === 'https:' ? null : 'is not an https address';
}

/** Browsers compare origins: a path or a trailing slash would refuse every upload. */
function whyNoOrigin(value: string): string | null {
  return whyNoAddress(value) ?? (new URL(value).origin === value ? null : 'has a path or a trailing slash');
}

function whyNoReceiver(protocol: string, receiver: string): string | null {
  if (protocol === 'https') return whyNoAddress(receiver);
  if (protocol !== 'email') return 'has another protocol than `email` and `https` (GUIJI_ALARM_PROTOCOL)';
  if (isPlaceholder(receiver)) return 'is empty or ends in .invalid';
  return /^[^@\s]+@[^@\s]+$/.test(receiver) ? null : 'is not an e-mail address';
}

function vpcReasons({ vpc, subnetIds, securityGroupIds }: StatedParameters): Readonly<Record<string, string | null>> {
  if (!['none', 'sources', 'sources-and-issuer'].includes(vpc))
    return { vpc: 'is neither `none`, `sources` nor `sources-and-issuer`' };
  if (vpc === 'none') return {};
  return {
    subnetIds: whyNoIds(subnetIds, /^subnet-[0-9a-f]+$/),
    securityGroupIds: whyNoIds(securityGroupIds, /^sg-[0-9a-f]+$/),
  };
}

function whyNoIds(list: string, pattern: RegExp): string | null {
  return list.split(',').every((id) => pattern.test(id)) ? null : 'is not a list of ids, separated by commas';
}
