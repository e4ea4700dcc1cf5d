import { ulid } from 'ulid';
import type { Change } from '../../../schemas/departments/change-entry.ts';
import { changeLog } from '../../adapters/admin/change-log.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { now } from '../clock.ts';
import { log, type LogFacts } from '../log.ts';
import { setting } from '../setting.ts';

/** Opens CHANGES_TABLE; each entry is logged too, without its values: they may name people. */
export function changeRecorder(writeLine: (facts: LogFacts) => void): (change: Change) => Promise<void> {
  const { append } = changeLog(documentClient(), setting('CHANGES_TABLE'));
  return async (change) => {
    const at = now();
    const id = ulid(Date.parse(at));
    await append({ day: dayInShanghai(at), id, at, ...change });
    const { by, via, what, why } = change;
    writeLine({ change: id, by, via, what, why });
  };
}

/** Records changes in CHANGES_TABLE and in the log of the function. */
export const logChanges = () => changeRecorder((facts) => log('info', 'setting-changed', facts));
