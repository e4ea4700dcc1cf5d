import type { Account } from '../../schemas/departments/account.ts';
import type { Actor } from '../../schemas/departments/actor.ts';
import type { Caller } from '../../schemas/departments/caller.ts';
import { definedOnly } from './defined-only.ts';

export type ActorPorts = {
  readonly account: (subject: string) => Promise<Account | undefined>;
  /** The id stands for an unknown department. */
  readonly departmentName: (id: string) => Promise<string>;
};

type Reader = Pick<Caller, 'roles' | 'department'>;

/**
 * Names who is behind the accounts that a view shows, each once; leaves out unknown ones, as `platform` is. Names are
 * read when the view is: what is stored holds accounts only.
 */
export async function nameActors(
  reader: Reader,
  accounts: Iterable<string | undefined>,
  { account, departmentName }: ActorPorts,
): Promise<Actor[]> {
  const subjects = [...new Set(accounts)].filter((subject) => subject !== undefined);
  const actors = await Promise.all(
    subjects.map(async (subject) => {
      const found = await account(subject);
      if (found === undefined) return [];
      const { department } = found;
      return [
        {
          account: subject,
          department,
          departmentName: await departmentName(department),
          ...definedOnly({ name: mayKnow(reader, found) ? found.name : undefined }),
        },
      ];
    }),
  );
  return actors.flat();
}

/** One's own colleagues, the centre's officers, and for the centre everybody; of others the department is enough. */
function mayKnow(reader: Reader, { department, roles }: Account): boolean {
  return reader.roles.includes('operator') || reader.department === department || roles.includes('operator');
}
