import { runDemo } from './demo-command.ts';
import { runWorkbookDemo } from './run-workbook-demo.ts';

// `npm run demo`: shows on a running system a workbook's way from the template to the repaired delivery.
runDemo('demo', runWorkbookDemo);
