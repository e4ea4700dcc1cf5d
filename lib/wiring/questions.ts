import { questionRepository } from '../adapters/departments/question-repository.ts';
import { documentClient } from '../adapters/dynamodb/document-client.ts';
import type { QuestionPorts } from '../departments/questions/ports.ts';
import { newId, now } from './clock.ts';
import { setting } from './setting.ts';

/** Opens PAPERS_TABLE. */
export function questionPorts(): QuestionPorts {
  return {
    ...questionRepository(documentClient(), setting('PAPERS_TABLE')),
    now,
    newQuestionId: newId,
  };
}
