import type { Application } from '../../../schemas/sharing/application.ts';
import { contentOf, dataset, start } from './fixture.ts';

/** A draft, unless changed. */
export const sampleApplication = (changes: Partial<Application> = {}): Application => ({
  id: '01JD0000000000000000000001',
  target: 'dataset',
  dataset,
  version: 1,
  provider: 'civil-affairs',
  consumer: 'human-resources',
  content: contentOf(),
  state: 'draft',
  createdAt: start,
  createdBy: 'writer',
  writtenBy: ['writer'],
  transitions: [],
  lockVersion: 1,
  ...changes,
});
