import { encodeFile } from '../../adapters/certificates/encode-file.ts';
import { makeFile } from '../../certificates/file/make-file.ts';
import type { RedeemFilePorts } from '../../certificates/use/redeem-use-file.ts';
import { numberSetting } from '../setting.ts';
import { makeFilePorts } from './make-file.ts';
import { redeemPorts } from './use.ts';

/** Days for which a copy may be relied on where the deployment says nothing else. */
const copyDays = 30;

/** What gives copies (加注件) out for use codes. */
export function redeemFilePorts(): RedeemFilePorts {
  const files = makeFilePorts();
  return {
    ...redeemPorts(),
    makeCopy: async (signed, kind, copy) => await makeFile({ signed, kind, copy }, files),
    copyDays: process.env['COPY_DAYS'] === undefined ? copyDays : numberSetting('COPY_DAYS'),
    encodeFile,
  };
}
