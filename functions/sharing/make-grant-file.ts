import { makeGrantFile } from '../../lib/sharing/files/make-grant-file.ts';
import { queue } from '../../lib/wiring/queue.ts';
import { makeGrantFilePorts } from '../../lib/wiring/sharing/make-grant-file.ts';
import { GrantFileMessage } from '../../schemas/sharing/grant-file.ts';

export const handler = queue(GrantFileMessage, makeGrantFilePorts, makeGrantFile);
