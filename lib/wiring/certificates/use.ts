import { newUseCode } from '../../adapters/certificates/new-use-code.ts';
import { useCodeRepository } from '../../adapters/certificates/use-code-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import type { ListUsesPorts } from '../../certificates/use/list-certificate-uses.ts';
import type { OfficialUsePorts } from '../../certificates/use/official-use.ts';
import type { RedeemPorts } from '../../certificates/use/open-use-code.ts';
import { numberSetting, setting } from '../setting.ts';
import { findingPorts, lookupPorts } from './lookup.ts';

const useCodes = () => useCodeRepository(documentClient(), setting('CERTIFICATE_WORK_TABLE'));

/** A use code expires after USE_CODE_SECONDS (default 600). */
export async function officialUsePorts(): Promise<OfficialUsePorts> {
  return {
    ...(await findingPorts()),
    codes: useCodes(),
    newUseCode,
    codeSeconds: numberSetting('USE_CODE_SECONDS'),
  };
}

/** Adds use codes (CERTIFICATE_WORK_TABLE) to the ports of look-ups. */
export async function redeemPorts(): Promise<RedeemPorts> {
  return { ...(await lookupPorts()), codes: useCodes() };
}

/** Needs only the ports of look-ups: they include the audit log of uses. */
export async function listUsesPorts(): Promise<ListUsesPorts> {
  return await lookupPorts();
}
