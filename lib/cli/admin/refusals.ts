import { isRefused, type Refused, type RefusalPhrases } from '../../../schemas/kernel/refusal.ts';
import { fillPhrase } from '../../kernel/fill-phrase.ts';
import { CommandRefused } from '../command.ts';

/** Throws `CommandRefused` with the sentence of a refusal. */
export function assertNotRefused(answer: unknown, phrases: RefusalPhrases): void {
  if (isRefused(answer)) throw new CommandRefused(refusalSentence(answer, phrases));
}

/** Says what is wrong and what to do next. */
export function refusalSentence({ refused, facts }: Refused, phrases: RefusalPhrases): string {
  const phrase = phrases[refused];
  return phrase === undefined ? refused : `${phrase.title}：${fillPhrase(phrase.detail, facts)}`;
}
