import { z } from 'zod';
import { Instant } from '../kernel/day.ts';
import { printableLine, printableLines, shownLine, shownLines } from '../kernel/printable-line.ts';
import { DepartmentId } from './department.ts';
import { Step } from './people.ts';

/** A thread that goes on longer is better spoken about. */
export const maxMessages = 20;
export const messageLimits = { min: 5, max: 1000 } as const;

export const QuestionId = z.ulid();

/** The path of the page where it was asked, without its query: that may hold what somebody searched for. */
export const AskedPage = z
  .string()
  .max(200)
  .regex(/^\/(?!\/)[\w./-]*$/);

/** A citizen's number (GB 11643), a mobile number or a bank card, also in the usual groups. */
const personalNumbers = [
  /(?<![\dA-Za-z])\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx](?![\dA-Za-z])/,
  /(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)/,
  /(?<![\dA-Za-z])(?:\d{16,19}|\d{4}(?:[ -]\d{4}){3}(?:[ -]\d{1,3})?)(?![\dA-Za-z])/,
];

export function hasPersonalNumber(text: string): boolean {
  const plain = text.normalize('NFKC');
  return personalNumbers.some((pattern) => pattern.test(plain));
}

/** What is written anew: questions stay for years and are read by others. */
export const NewMessage = printableLines(messageLimits).refine((text) => !hasPersonalNumber(text), {
  error: '内容里有像身份证号、手机号或银行卡号的数字。请删去，改写报送批次编号、行号和列名，信息中心可以据此查看。',
});

export const QuestionState = z.enum(['open', 'answered', 'closed']);
export type QuestionState = z.infer<typeof QuestionState>;

/** `side`: who wrote it, the unit that asks or the information centre. */
export const Message = z.object({ side: z.enum(['unit', 'centre']), text: shownLines(), ...Step.shape }).strict();
export type Message = z.infer<typeof Message>;

/** A question to the information centre, with all that was said since. */
export const Question = z
  .object({
    id: QuestionId,
    department: DepartmentId,
    page: AskedPage,
    pageTitle: shownLine(),
    /** Of the refusal that was shown. */
    requestId: z.string().max(100).optional(),
    state: QuestionState,
    /** The first one is the question. */
    messages: z.array(Message).min(1).max(maxMessages),
    /** Of the last message, or of the closing. */
    changedAt: Instant,
    /** Optimistic lock. */
    lockVersion: z.int().min(1),
  })
  .strict();
export type Question = z.infer<typeof Question>;

export const NewQuestion = z
  .object({
    page: AskedPage,
    pageTitle: printableLine({ min: 1, max: 100 }),
    requestId: z.uuid().optional(),
    text: NewMessage,
  })
  .strict();
