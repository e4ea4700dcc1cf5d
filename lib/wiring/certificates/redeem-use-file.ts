import { encodeFile } from '../../adapters/certificates/encode-file.ts';
import { makeFile } from '../../certificates/file/make-file.ts';
import type { RedeemFilePorts } from '../../certificates/use/redeem-use-file.ts';
import { numberSetting } from '../setting.ts';
import { makeFilePorts } from './make-file.ts';
import { certificateSigning } from './signing.ts';
import { redeemPorts } from './use.ts';

/** A copy expires after COPY_DAYS (default 30). */
export async function redeemFilePorts(): Promise<RedeemFilePorts> {
  const files = await makeFilePorts();
  return {
    ...(await redeemPorts()),
    sign: certificateSigning().sign,
    makeCopy: async (signed, kind, copy) => await makeFile({ signed, kind, copy }, files),
    copyDays: numberSetting('COPY_DAYS'),
    encodeFile,
  };
}
