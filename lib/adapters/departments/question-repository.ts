import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { Question } from '../../../schemas/departments/question.ts';
import type { QuestionRepository, QuestionSearch } from '../../departments/questions/ports.ts';
import type { EventOutbox } from '../../kernel/event-outbox.ts';
import { carryUnknown } from '../dynamodb/carry-unknown.ts';
import { getItem, putItem, updateItem } from '../dynamodb/items.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { queryItems } from '../dynamodb/query-items.ts';
import { storedItem } from '../dynamodb/stored-item.ts';
import type { Condition, Item } from '../dynamodb/table.ts';
import type { OutboxItems } from '../events/event-outbox.ts';
import { heldEventOutbox, heldEvents, holdEvents } from '../events/held-events.ts';

const questionItem = storedItem({ name: 'question', key: ['item'], parse: fromItem });

const owner = 'question';
const StoredQuestion = Question.extend({
  owner: z.literal(owner),
  item: Question.shape.id,
  asker: Question.shape.department,
  waiting: Question.shape.state,
});
const pageSize = 100;

/** All events that a stored question still holds; `null` for another item of its table. */
export function questionOutboxItems(stored: Item): OutboxItems | null {
  return stored['owner'] === owner
    ? { entity: `question#${String(stored['item'])}`, events: heldEvents(stored) }
    : null;
}

/**
 * Stores questions in the table of papers; the indexes hold nothing else:
 *
 *     owner     item (ULID)  |
 *     question  01JD…        | the question; `asker` (department, index byAsker), `waiting` (state, index byWaiting);
 *                          | eventCount, eventsCopied; uncopiedEvents, uncopied
 */
export function questionRepository(
  client: DynamoDBDocumentClient,
  { papers: name, events }: { readonly papers: string; readonly events: string },
): QuestionRepository & EventOutbox {
  const table = { client, name };
  const outbox = heldEventOutbox(client, { name, key: ['owner', 'item'], events });
  return {
    copyLeft: outbox.copyLeft,
    question: async (id) => {
      const item = await getItem(table, { owner, item: id });
      return item === undefined ? undefined : questionItem.read(item);
    },
    listQuestions: async (search) => {
      const found: Question[] = [];
      const read = { ...whereOf(search), newestFirst: true, limit: pageSize } as const;
      for await (const item of queryItems(table, read)) {
        const question = questionItem.readOrReport(item);
        if (question !== undefined && (search.state ?? question.state) === question.state) found.push(question);
        if (found.length === search.limit) break;
      }
      return found;
    },
    saveQuestion: async (question, event) => {
      const item = { ...question, owner, item: question.id, asker: question.department, waiting: question.state };
      if (question.lockVersion === 1)
        return await putItem(table, StoredQuestion.parse(item), { expression: 'attribute_not_exists(#owner)' });
      const key = { owner, item: question.id };
      const { owner: _owner, item: _item, messages, ...rest } = StoredQuestion.parse(item);
      const stored = await getItem(table, key);
      const marks = event === undefined ? undefined : holdEvents([event]);
      const saved = await updateItem(table, key, {
        ...marks,
        set: {
          ...rest,
          // A newer version's attributes of a message stay.
          messages:
            stored === undefined ? messages : carryUnknown(stored['messages'], fromItem(stored).messages, messages),
          ...marks?.set,
        },
        condition: { expression: '#lockVersion = :before', values: { before: question.lockVersion - 1 } },
      });
      if (saved === null) return false;
      if (event !== undefined) await outbox.copy(saved);
      return true;
    },
  };
}

/** By unit or state where given, else all; a page begins below `before`. */
function whereOf({ department, state, before }: QuestionSearch): {
  readonly where: Condition;
  readonly index?: string;
} {
  const [attribute, value, index] = partitionOf(department, state);
  const below = before === undefined ? '' : ' AND #item < :before';
  return {
    where: {
      expression: `#${attribute} = :${attribute}${below}`,
      values: { [attribute]: value, ...(before === undefined ? {} : { before }) },
    },
    ...(index === undefined ? {} : { index }),
  };
}

function partitionOf(department: string | undefined, state: string | undefined) {
  if (department !== undefined) return ['asker', department, 'byAsker'] as const;
  return state === undefined ? (['owner', owner, undefined] as const) : (['waiting', state, 'byWaiting'] as const);
}

function fromItem({
  owner: _owner,
  item: _item,
  asker: _asker,
  waiting: _waiting,
  schema: _schema,
  ...question
}: Item): Question {
  return parseTolerantly(Question, question);
}
