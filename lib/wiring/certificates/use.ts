import { newUseCode } from '../../adapters/certificates/new-use-code.ts';
import { useCodeRepository } from '../../adapters/certificates/use-code-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import type { ListUsesPorts } from '../../certificates/use/list-certificate-uses.ts';
import type { OfficialUsePorts } from '../../certificates/use/official-use.ts';
import type { RedeemPorts } from '../../certificates/use/open-use-code.ts';
import { numberSetting, setting } from '../setting.ts';
import { findingPorts, lookupPorts } from './lookup.ts';

/** Seconds that a use code lives where the deployment says nothing else. */
const codeSeconds = 10 * 60;

const useCodes = () => useCodeRepository(documentClient(), setting('CERTIFICATE_WORK_TABLE'));

/** What gives use codes. */
export function officialUsePorts(): OfficialUsePorts {
  return {
    ...findingPorts(),
    codes: useCodes(),
    newUseCode,
    codeSeconds: process.env['USE_CODE_SECONDS'] === undefined ? codeSeconds : numberSetting('USE_CODE_SECONDS'),
  };
}

/** What takes use codes. */
export function redeemPorts(): RedeemPorts {
  return { ...lookupPorts(), codes: useCodes() };
}

export function listUsesPorts(): ListUsesPorts {
  return lookupPorts();
}
