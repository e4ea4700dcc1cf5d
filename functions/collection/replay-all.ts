import { replayAll } from '../../lib/collection/sources/rejected-rows/replay-all.ts';
import { sourceBasics } from '../../lib/wiring/collection/sources.ts';
import { queue } from '../../lib/wiring/queue.ts';
import { SourceMessage } from '../../schemas/collection/messages.ts';

export const handler = queue(SourceMessage, sourceBasics, replayAll);
