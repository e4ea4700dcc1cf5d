import { newUseCode } from '../../adapters/certificates/new-use-code.ts';
import { useCodeTable } from '../../adapters/certificates/use-code-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import type { ListUsesPorts } from '../../certificates/use/list-certificate-uses.ts';
import type { UseByDutyPorts } from '../../certificates/use/official-use.ts';
import type { RedeemPorts } from '../../certificates/use/open-use-code.ts';
import { numberSetting, setting } from '../setting.ts';
import { findingPorts, lookupPorts } from './lookup.ts';

/** Seconds that a use code lives where the deployment says nothing else. */
const codeSeconds = 10 * 60;

const useCodes = () => useCodeTable(documentClient(), setting('CERTIFICATE_WORK_TABLE'));

/** What gives use codes. */
export function useByDutyPorts(): UseByDutyPorts {
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
