import { getEnvironmentData, isMainThread } from 'node:worker_threads';

// Loaded into the thread of each function before it: Lambda gives a function the credentials of its role, the local
// stack an access key id that names it.

const name = process.env['AWS_LAMBDA_FUNCTION_NAME'];
if (!isMainThread && name !== undefined) process.env['AWS_ACCESS_KEY_ID'] = name;

// The functions' own environment is that of the cloud, which has no such clock.
const demoClock = getEnvironmentData('DEMO_CLOCK');
if (!isMainThread && typeof demoClock === 'string') process.env['DEMO_CLOCK'] = demoClock;
const mailFolder = getEnvironmentData('MAIL_FOLDER');
if (!isMainThread && typeof mailFolder === 'string') process.env['MAIL_FOLDER'] = mailFolder;
