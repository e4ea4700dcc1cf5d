import { questionRepository } from '../adapters/departments/question-repository.ts';
import { documentClient } from '../adapters/dynamodb/document-client.ts';
import type { QuestionPorts } from '../departments/questions/ports.ts';
import { newId, now } from './clock.ts';
import { paperTables } from './event-tables.ts';

/** Opens PAPERS_TABLE and EVENTS_TABLE. */
export function questionPorts(): QuestionPorts {
  return {
    ...questionRepository(documentClient(), paperTables()),
    now,
    newQuestionId: newId,
  };
}
