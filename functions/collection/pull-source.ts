import { pullSource } from '../../lib/collection/sources/pull/pull-source.ts';
import { pullPorts } from '../../lib/wiring/collection/pull-source.ts';
import { queue } from '../../lib/wiring/queue.ts';
import { SourceMessage } from '../../schemas/collection/messages.ts';

export const handler = queue(SourceMessage, pullPorts, pullSource);
