import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { LoggerService } from '@nestjs/common';
import { PROBLEM_JSON } from '@ftgo/service-runtime/process';
import type { Command, Reply } from './commands.ts';
import { HttpProblem } from './http-problem.ts';

const LONGEST_BODY = 16_384;

/** Takes commands as JSON over HTTP. */
export function serveCommands(execute: (command: Command) => Promise<Reply>, logger: LoggerService): Server {
  return createServer((request, response) => {
    commandIn(request)
      .then(execute)
      .then(({ status, body, location }) => answer(response, status, body, 'application/json', location && { location }))
      .catch((error: unknown) => {
        if (!(error instanceof HttpProblem)) logger.error({ msg: 'A command failed', err: error });
        const { problem } = error instanceof HttpProblem ? error : HttpProblem.of(500, 'INTERNAL', 'The router failed; its log says why');
        answer(response, problem.status, problem, PROBLEM_JSON);
      });
  });
}

async function commandIn(request: IncomingMessage): Promise<Command> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    if ((length += chunk.length) > LONGEST_BODY) throw HttpProblem.of(413, 'BODY_TOO_LARGE', `A body may have ${LONGEST_BODY} bytes`);
  }
  const { method = '', url = '/', headers } = request;
  // A page in a browser could send a form here without asking; JSON it cannot.
  if (length > 0 && !headers['content-type']?.startsWith('application/json')) throw HttpProblem.of(415, 'NO_JSON', 'A body must be application/json');
  return { method, path: url.split('?')[0]!, body: length > 0 ? parsed(Buffer.concat(chunks).toString()) : undefined };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw HttpProblem.of(400, 'MALFORMED_JSON', 'The body is no JSON');
  }
}

function answer(response: ServerResponse, status: number, body: unknown, type: string, headers?: { location: string } | ''): void {
  response.writeHead(status, { 'content-type': type, ...(headers || {}) }).end(JSON.stringify(body));
}
