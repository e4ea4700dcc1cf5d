import { issueCertificates } from '../../lib/certificates/issue/issue-certificates.ts';
import { issuePorts } from '../../lib/wiring/certificates/issue.ts';
import { queue } from '../../lib/wiring/queue.ts';
import { IssueMessage } from '../../schemas/certificates/messages.ts';

export const handler = queue(IssueMessage, issuePorts, issueCertificates);
