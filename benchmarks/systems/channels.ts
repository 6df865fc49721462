import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../../infra/folders.ts';
import { readTopics } from '../../libs/messaging/src/topics/topics-file.ts';

/** The channels of FTGO, as the file of topics describes them. */
export const channels = readTopics(readFileSync(join(workspaceRoot, 'infra', 'topics.yaml'), 'utf8'));
