import { receiveUpload } from '../../lib/collection/deliveries/receive-upload.ts';
import { receiveUploadPorts } from '../../lib/wiring/collection/deliveries.ts';
import { queue } from '../../lib/wiring/queue.ts';
import { s3Events } from '../../lib/wiring/s3-events.ts';

export const handler = queue(s3Events, receiveUploadPorts, async (objects, ports) => {
  for (const { key } of objects) await receiveUpload({ key }, ports);
});
