import type { TaskPorts } from '../../lib/departments/tasks/ports.ts';

/** Nobody has anything to do; a test gives what it is about. */
export const idleTaskPorts: Omit<TaskPorts, 'now' | 'departments' | 'people' | 'listings'> = {
  entry: async () => null,
  linksOf: async () => [],
  lastPublished: async () => new Map(),
  updateSheets: async () => new Map(),
  archives: async () => new Map(),
  sources: async () => [],
  newestDeliveries: async () => [],
  deliveriesIn: async () => [],
  newestBatches: async () => [],
  certificateTypes: async () => [],
  notIssued: async () => [],
  waitingApplications: async () => [],
  waitingObjections: async () => [],
  ownApplications: async () => [],
  openQuestions: async () => [],
  newestQuestions: async () => [],
  personBehind: async (subject) => subject,
};
