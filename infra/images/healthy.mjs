// `healthy.mjs <url>`: for a platform that can only ask by running a program in the container, where there is no shell.
import { get } from 'node:http';

get(process.argv[2], ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1)).on('error', () => process.exit(1));
