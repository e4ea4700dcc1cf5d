import { runDemo } from './demo-command.ts';
import { runWorkbookDemo } from './run-workbook-demo.ts';

// `npm run demo` takes a workbook on a running system from the template to the repaired delivery.
runDemo('demo', runWorkbookDemo);
