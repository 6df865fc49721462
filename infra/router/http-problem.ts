import { type Problem, problem } from '@ftgo/service-runtime/process';
import { z } from 'zod';

/** An answer that is no. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';

  constructor(readonly problem: Problem) {
    super(problem.title);
  }

  /** The body is not what is asked for; each field at fault is named. */
  static ofFields({ issues }: z.ZodError): HttpProblem {
    const errors = issues.flatMap((issue) => {
      const fields = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
      return fields.map((path) => ({ field: `/${path.join('/')}`, code: issue.code.toUpperCase(), detail: issue.message }));
    });
    const detail = errors.map((error) => `${error.field}: ${error.detail}`).join('; ');
    return new HttpProblem(problem(400, 'INVALID_BODY', 'The body is not usable', detail, errors));
  }

  static of(status: number, code: string, title: string): HttpProblem {
    return new HttpProblem(problem(status, code, title));
  }
}
