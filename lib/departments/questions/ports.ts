import type { Question, QuestionState } from '../../../schemas/departments/question.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import type { NewEvent } from '../../../schemas/kernel/event-record.ts';

/** The newest first. `before` is the id of the last one that was listed. */
export type QuestionSearch = {
  readonly department?: string | undefined;
  readonly state?: QuestionState | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
};

export type QuestionRepository = {
  /** Strongly consistent. */
  readonly question: (id: string) => Promise<Question | undefined>;
  /** Eventually consistent. */
  readonly listQuestions: (search: QuestionSearch) => Promise<readonly Question[]>;
  /** Replaces that of `lockVersion - 1`, creates the first one; false when there is another. Its event is in the same write. */
  readonly saveQuestion: (question: Question, event?: NewEvent) => Promise<boolean>;
};

export type QuestionPorts = QuestionRepository & {
  readonly now: () => Instant;
  /** Ascends with time. */
  readonly newQuestionId: () => string;
};
