/** Finds who acts through an account; `null` for an unknown account, and for a system for which nobody answers. */
export type PersonBehind = (subject: string) => Promise<string | null>;

export type SecondPersonPorts = { readonly personBehind: PersonBehind };

/** An account and the person behind it; `null` when nobody is known. */
type Actor = { readonly subject: string; readonly person: string | null };

export type SecondPersonObjection = 'same-person' | 'approver-not-a-person';

/**
 * Says why the checker's account is no second person for any of the makers' accounts, or `null`. Accounts of one
 * person, and systems for which one person answers, count as that person.
 */
export async function findSecondPersonObjection(
  { checker, makers }: { readonly checker: string; readonly makers: readonly string[] },
  { personBehind }: SecondPersonPorts,
): Promise<{ readonly objection: SecondPersonObjection | null; readonly isMakerKnown: boolean }> {
  const toActor = async (subject: string): Promise<Actor> => ({ subject, person: await personBehind(subject) });
  const [checking, ...making] = await Promise.all([checker, ...new Set(makers)].map(toActor));
  return {
    objection: objectionToSecondPerson(checking ?? { subject: checker, person: null }, making),
    isMakerKnown: making.every(({ person }) => person !== null),
  };
}

/** Compares accounts before people: an account that made it is named as such, also when nobody answers for it. */
export function objectionToSecondPerson(checker: Actor, makers: readonly Actor[]): SecondPersonObjection | null {
  const names = new Set(makers.flatMap(({ subject, person }) => [subject, person]));
  if (names.has(checker.subject)) return 'same-person';
  if (checker.person === null) return 'approver-not-a-person';
  return names.has(checker.person) ? 'same-person' : null;
}
