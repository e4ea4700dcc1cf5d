import { projectDirectory } from '../../local/project-directory.ts';
import { thirdPartyNotices } from './third-party-notices.ts';
import { writeOrCheck } from './write-or-check.ts';

writeOrCheck('THIRD-PARTY-NOTICES.md', thirdPartyNotices(projectDirectory), 'the installed packages');
