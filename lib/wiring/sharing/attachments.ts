import { paperStore, sha256Hex } from '../../adapters/object-store/paper-store.ts';
import { judgePaper } from '../../adapters/papers/judge/judge-paper.ts';
import type { AttachmentPorts } from '../../sharing/applications/attachments.ts';
import { newId } from '../clock.ts';
import { objectClient, presigningClient } from '../object-client.ts';
import { setting } from '../setting.ts';
import { applicationPorts } from './applications.ts';
import { recordDataUse } from './audit.ts';

/** Opens what applications need, AUDIT_LOG_TABLE, and RAW_BUCKET, where uploads wait and attachments are kept. */
export function attachmentPorts(): AttachmentPorts {
  return {
    ...applicationPorts(),
    ...paperStore(objectClient(), presigningClient(), setting('RAW_BUCKET')),
    recordUse: recordDataUse(),
    judgePaper,
    sha256: sha256Hex,
    newAttachmentId: newId,
  };
}
