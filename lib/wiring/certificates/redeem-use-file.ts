import { encodeFile } from '../../adapters/certificates/encode-file.ts';
import { makeFile } from '../../certificates/file/make-file.ts';
import type { RedeemFilePorts } from '../../certificates/use/redeem-use-file.ts';
import { numberSettingOr } from '../setting.ts';
import { makeFilePorts } from './make-file.ts';
import { redeemPorts } from './use.ts';

const defaultCopyDays = 30;

/** A copy expires after COPY_DAYS (default 30). */
export function redeemFilePorts(): RedeemFilePorts {
  const files = makeFilePorts();
  return {
    ...redeemPorts(),
    makeCopy: async (signed, kind, copy) => await makeFile({ signed, kind, copy }, files),
    copyDays: numberSettingOr('COPY_DAYS', defaultCopyDays),
    encodeFile,
  };
}
